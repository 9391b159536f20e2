// The protocol of plugins/outside/Protocol.md, from bytes to callbacks: memory, JSON in, JSON out, declarations,
// frames, settings, inputs, results, the loop.
#define _POSIX_C_SOURCE 200809L

#include "songboard_plugin.h"

#include <fcntl.h>
#include <locale.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { longest_header = 64 << 20, deepest_json = 64, largest_block = 8 << 20 };
static const uint64_t largest_buffers = UINT64_C(2) << 30;

/// Ends the program: the protocol is broken, or the plugin's own tables are.
static _Noreturn void die(const char *format, ...) {
  va_list values;
  va_start(values, format);
  fputs("songboard_plugin: ", stderr);
  vfprintf(stderr, format, values);
  fputc('\n', stderr);
  va_end(values);
  exit(2);
}

// Memory

static void *grown(void *memory, size_t count, size_t size) {
  if (size != 0 && count > SIZE_MAX / size) die("out of memory");
  void *more = realloc(memory, count * size > 0 ? count * size : 1);
  if (!more) die("out of memory for %zu bytes", count * size);
  return more;
}

/// Memory that is freed all at once, such as that of a message.
typedef struct chunk {
  struct chunk *next;
  max_align_t bytes[];
} chunk;

typedef struct {
  chunk *first;
  size_t free, used;
} arena;

static void *arena_take(arena *arena, size_t count, size_t size) {
  if (count > (SIZE_MAX - 64) / (size > 0 ? size : 1)) die("out of memory");
  size_t bytes = (count * size + sizeof(max_align_t) - 1) / sizeof(max_align_t) * sizeof(max_align_t);
  if (!arena->first || bytes > arena->free) {
    size_t room = bytes > 16384 ? bytes : 16384;
    chunk *fresh = grown(NULL, sizeof(chunk) + room, 1);
    fresh->next = arena->first;
    arena->first = fresh;
    arena->free = room;
    arena->used = 0;
  }
  void *taken = (char *)arena->first->bytes + arena->used;
  arena->used += bytes;
  arena->free -= bytes;
  memset(taken, 0, bytes);
  return taken;
}

static void arena_clear(arena *arena) {
  for (chunk *chunk = arena->first, *next; chunk; chunk = next) {
    next = chunk->next;
    free(chunk);
  }
  memset(arena, 0, sizeof *arena);
}

// JSON in

typedef enum { JSON_NULL, JSON_FALSE, JSON_TRUE, JSON_NUMBER, JSON_TEXT, JSON_LIST, JSON_OBJECT } json_kind;

typedef struct json {
  json_kind kind;
  /// The member's name in an object.
  const char *key;
  const char *text;
  double number;
  /// Where it stands in the source.
  const char *source, *end;
  size_t count;
  struct json *first, *next;
} json;

typedef struct {
  const char *at, *end;
  const char *fault;
  arena *arena;
} json_reader;

static json *json_fail(json_reader *reader, const char *fault) {
  if (!reader->fault) reader->fault = fault;
  return NULL;
}

static void json_skip_space(json_reader *reader) {
  while (reader->at < reader->end && strchr(" \t\r\n", *reader->at) && *reader->at) reader->at++;
}

static bool json_takes(json_reader *reader, char byte) {
  json_skip_space(reader);
  if (reader->at >= reader->end || *reader->at != byte) return false;
  reader->at++;
  return true;
}

static int json_hex(json_reader *reader) {
  if (reader->end - reader->at < 4) return -1;
  int value = 0;
  for (int i = 0; i < 4; i++) {
    char digit = *reader->at++;
    if (digit >= '0' && digit <= '9') value = value * 16 + digit - '0';
    else if (digit >= 'a' && digit <= 'f') value = value * 16 + digit - 'a' + 10;
    else if (digit >= 'A' && digit <= 'F') value = value * 16 + digit - 'A' + 10;
    else return -1;
  }
  return value;
}

static char *utf8_put(char *to, long scalar) {
  if (scalar < 0x80) {
    *to++ = (char)scalar;
  } else if (scalar < 0x800) {
    *to++ = (char)(0xC0 | scalar >> 6);
    *to++ = (char)(0x80 | (scalar & 63));
  } else if (scalar < 0x10000) {
    *to++ = (char)(0xE0 | scalar >> 12);
    *to++ = (char)(0x80 | (scalar >> 6 & 63));
    *to++ = (char)(0x80 | (scalar & 63));
  } else {
    *to++ = (char)(0xF0 | scalar >> 18);
    *to++ = (char)(0x80 | (scalar >> 12 & 63));
    *to++ = (char)(0x80 | (scalar >> 6 & 63));
    *to++ = (char)(0x80 | (scalar & 63));
  }
  return to;
}

/// A `\u` escape, of which the `\u` is read; -1 for none.
static long json_scalar(json_reader *reader) {
  long scalar = json_hex(reader);
  if (scalar < 0xD800 || scalar > 0xDFFF) return scalar;
  if (scalar > 0xDBFF || reader->end - reader->at < 6 || reader->at[0] != '\\' || reader->at[1] != 'u') return -1;
  reader->at += 2;
  long low = json_hex(reader);
  return low < 0xDC00 || low > 0xDFFF ? -1 : 0x10000 + ((scalar - 0xD800) << 10) + (low - 0xDC00);
}

static const char *json_text(json_reader *reader) {
  const char *stop = reader->at;
  while (stop < reader->end && *stop != '"') stop += *stop == '\\' && stop + 1 < reader->end ? 2 : 1;
  char *text = arena_take(reader->arena, (size_t)(stop - reader->at) + 1, 1), *to = text;
  while (reader->at < reader->end && *reader->at != '"') {
    char byte = *reader->at++;
    if ((unsigned char)byte < 0x20) return (json_fail(reader, "a control character in a text"), NULL);
    if (byte != '\\') {
      *to++ = byte;
      continue;
    }
    const char *names = "\"\\/bfnrt", *values = "\"\\/\b\f\n\r\t";
    const char *name = reader->at < reader->end && *reader->at ? strchr(names, *reader->at) : NULL;
    if (name) {
      *to++ = values[name - names];
      reader->at++;
    } else if (reader->at < reader->end && *reader->at == 'u') {
      reader->at++;
      long scalar = json_scalar(reader);
      // A zero byte would end the text early.
      if (scalar <= 0) return (json_fail(reader, "an escape that is no character"), NULL);
      to = utf8_put(to, scalar);
    } else {
      return (json_fail(reader, "an unknown escape"), NULL);
    }
  }
  if (reader->at >= reader->end) return (json_fail(reader, "a text without end"), NULL);
  reader->at++;
  *to = 0;
  return text;
}

static bool json_digits(json_reader *reader) {
  const char *first = reader->at;
  while (reader->at < reader->end && *reader->at >= '0' && *reader->at <= '9') reader->at++;
  return reader->at > first;
}

static bool json_number(json_reader *reader, double *number) {
  char digits[512];
  const char *first = reader->at;
  if (*reader->at == '-') reader->at++;
  const char *whole = reader->at;
  if (!json_digits(reader) || (*whole == '0' && reader->at > whole + 1)) return false;
  if (reader->at < reader->end && *reader->at == '.') {
    reader->at++;
    if (!json_digits(reader)) return false;
  }
  if (reader->at < reader->end && (*reader->at == 'e' || *reader->at == 'E')) {
    reader->at++;
    if (reader->at < reader->end && (*reader->at == '+' || *reader->at == '-')) reader->at++;
    if (!json_digits(reader)) return false;
  }
  size_t count = (size_t)(reader->at - first);
  if (count >= sizeof digits) return false;
  memcpy(digits, first, count);
  digits[count] = 0;
  *number = strtod(digits, NULL);
  return isfinite(*number);
}

static bool json_word(json_reader *reader, const char *word) {
  size_t count = strlen(word);
  if ((size_t)(reader->end - reader->at) < count || memcmp(reader->at, word, count) != 0) return false;
  reader->at += count;
  return true;
}

static json *json_value(json_reader *reader, int depth) {
  json_skip_space(reader);
  if (depth > deepest_json) return json_fail(reader, "too deep");
  if (reader->at >= reader->end) return json_fail(reader, "an early end");
  json *value = arena_take(reader->arena, 1, sizeof *value);
  value->source = reader->at;
  char byte = *reader->at;
  if (byte == '{' || byte == '[') {
    bool is_object = byte == '{';
    char close = is_object ? '}' : ']';
    value->kind = is_object ? JSON_OBJECT : JSON_LIST;
    reader->at++;
    json **next = &value->first;
    bool is_done = json_takes(reader, close);
    while (!is_done) {
      const char *key = NULL;
      if (is_object) {
        if (!json_takes(reader, '"')) return json_fail(reader, "a member without a name");
        key = json_text(reader);
        if (!key || !json_takes(reader, ':')) return json_fail(reader, "a member without a value");
      }
      json *member = json_value(reader, depth + 1);
      if (!member) return NULL;
      member->key = key;
      *next = member;
      next = &member->next;
      value->count++;
      is_done = json_takes(reader, close);
      if (!is_done && !json_takes(reader, ',')) return json_fail(reader, "no comma between values");
    }
  } else if (byte == '"') {
    value->kind = JSON_TEXT;
    reader->at++;
    value->text = json_text(reader);
    if (!value->text) return NULL;
  } else if (byte == '-' || (byte >= '0' && byte <= '9')) {
    value->kind = JSON_NUMBER;
    if (!json_number(reader, &value->number)) return json_fail(reader, "a number that is none");
  } else if (json_word(reader, "true")) {
    value->kind = JSON_TRUE;
  } else if (json_word(reader, "false")) {
    value->kind = JSON_FALSE;
  } else if (!json_word(reader, "null")) {
    return json_fail(reader, "an unknown word");
  }
  value->end = reader->at;
  return value;
}

/// A whole text; null, with the fault and its place, if it is no JSON.
static json *json_read(arena *arena, const char *bytes, size_t count, const char **fault, size_t *place) {
  json_reader reader = {.at = bytes, .end = bytes + count, .arena = arena};
  json *value = json_value(&reader, 0);
  json_skip_space(&reader);
  if (value && reader.at < reader.end) value = json_fail(&reader, "more after its end");
  *fault = reader.fault;
  *place = (size_t)(reader.at - bytes);
  return value;
}

static const json *json_member(const json *object, const char *key) {
  if (!object || object->kind != JSON_OBJECT) return NULL;
  for (const json *member = object->first; member; member = member->next)
    if (strcmp(member->key, key) == 0) return member;
  return NULL;
}

static const char *json_member_text(const json *object, const char *key) {
  const json *member = json_member(object, key);
  return member && member->kind == JSON_TEXT ? member->text : NULL;
}

static double json_member_number(const json *object, const char *key) {
  const json *member = json_member(object, key);
  return member && member->kind == JSON_NUMBER ? member->number : 0;
}

/// A whole number from 0 to a limit.
static bool json_size(const json *value, uint64_t limit, size_t *size) {
  if (!value || value->kind != JSON_NUMBER) return false;
  if (!(value->number >= 0 && value->number <= (double)limit) || value->number != floor(value->number)) return false;
  *size = (size_t)value->number;
  return true;
}

static const char *json_copy(arena *arena, const json *value) {
  size_t count = (size_t)(value->end - value->source);
  char *copy = arena_take(arena, count + 1, 1);
  memcpy(copy, value->source, count);
  return copy;
}

// JSON out

typedef struct {
  char *bytes;
  size_t count, room;
} text;

static void put_bytes(text *text, const char *bytes, size_t count) {
  if (count > text->room - text->count) {
    text->room = (text->count + count) * 2 + 256;
    text->bytes = grown(text->bytes, text->room, 1);
  }
  if (count > 0) memcpy(text->bytes + text->count, bytes, count);
  text->count += count;
}

static void put(text *text, const char *plain) { put_bytes(text, plain, strlen(plain)); }

static void put_size(text *text, size_t size) {
  char digits[32];
  snprintf(digits, sizeof digits, "%zu", size);
  put(text, digits);
}

/// The shortest digits that read back to the same number.
static void put_number(text *text, double number) {
  char digits[40];
  for (int precision = 15; precision <= 17; precision++) {
    snprintf(digits, sizeof digits, "%.*g", precision, number);
    if (strtod(digits, NULL) == number) break;
  }
  put(text, digits);
}

/// The length of the UTF-8 sequence at the start; 0 if there is none.
static size_t utf8_length(const unsigned char *bytes) {
  unsigned char first = bytes[0];
  if (first < 0x80) return 1;
  size_t length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
  for (size_t i = 1; i < length; i++)
    if ((bytes[i] & 0xC0) != 0x80) return 0;
  // No overlong forms, no surrogates, nothing beyond U+10FFFF.
  if ((first == 0xE0 && bytes[1] < 0xA0) || (first == 0xED && bytes[1] > 0x9F)) return 0;
  if ((first == 0xF0 && bytes[1] < 0x90) || (first == 0xF4 && bytes[1] > 0x8F)) return 0;
  return length;
}

static void put_text(text *text, const char *value) {
  const unsigned char *at = (const unsigned char *)(value ? value : "");
  put(text, "\"");
  while (*at) {
    size_t length = utf8_length(at);
    if (*at < 0x20 || *at == 0x7F) {
      char escape[8];
      snprintf(escape, sizeof escape, "\\u%04x", *at);
      put(text, escape);
    } else if (length == 0) {
      put(text, "\xEF\xBF\xBD");
    } else {
      if (*at == '"' || *at == '\\') put(text, "\\");
      put_bytes(text, (const char *)at, length);
    }
    at += length > 0 ? length : 1;
  }
  put(text, "\"");
}

/// `"key": ` with a comma before it where one is needed.
static void put_key(text *text, const char *key) {
  if (text->count > 0 && text->bytes[text->count - 1] != '{') put(text, ", ");
  put_text(text, key);
  put(text, ": ");
}

static void put_member(text *text, const char *key, const char *value) {
  if (!value) return;
  put_key(text, key);
  put_text(text, value);
}

static void put_flag(text *text, const char *key, bool value) {
  put_key(text, key);
  put(text, value ? "true" : "false");
}

static void put_names(text *text, const char *key, const char *const *names) {
  if (!names) return;
  put_key(text, key);
  put(text, "[");
  for (size_t i = 0; names[i]; i++) {
    if (i > 0) put(text, ", ");
    put_text(text, names[i]);
  }
  put(text, "]");
}

static void put_format(text *text, const sb_format *format) {
  put(text, "{");
  put_key(text, "width");
  put_size(text, format->width);
  put_key(text, "rate");
  put_number(text, format->rate);
  put_member(text, "quantity", format->quantity);
  if (format->sample_rate > 0) {
    put_key(text, "sampleRate");
    put_number(text, format->sample_rate);
  }
  if (format->transform_length > 0) {
    put_key(text, "transformLength");
    put_size(text, format->transform_length);
  }
  for (size_t i = 0; format->columns && i < format->width; i++) {
    if (i == 0) put_key(text, "columns");
    put(text, i == 0 ? "[" : ", ");
    put_text(text, format->columns[i]);
    if (i + 1 == format->width) put(text, "]");
  }
  for (size_t i = 0; format->frequencies && i < format->width; i++) {
    if (i == 0) put_key(text, "frequencies");
    put(text, i == 0 ? "[" : ", ");
    put_number(text, format->frequencies[i]);
    if (i + 1 == format->width) put(text, "]");
  }
  put(text, "}");
}

// Declarations

static bool is_word_in(const char *words, const char *word) {
  size_t count = strlen(word);
  for (const char *at = words; (at = strstr(at, word)); at += count)
    if (at[-1] == ' ' && at[count] == ' ') return true;
  return false;
}

static void put_ports(text *text, const char *key, const sb_port *ports, bool are_inputs) {
  put_key(text, key);
  put(text, "[");
  for (const sb_port *port = ports; port && port->name; port++) {
    put(text, port > ports ? ", {" : "{");
    put_member(text, "name", port->name);
    put_member(text, "kind", port->kind);
    put_member(text, "doc", port->doc);
    if (are_inputs) {
      put_flag(text, "required", !port->optional);
      put_flag(text, "list", port->list);
    }
    if (port->nan) put_flag(text, "nan", true);
    put_member(text, "fileExtension", port->extension);
    put_member(text, "type", port->type);
    put(text, "}");
  }
  put(text, "]");
}

static void put_parameters(text *text, const sb_parameter *parameters) {
  put_key(text, "parameters");
  put(text, "[");
  for (const sb_parameter *parameter = parameters; parameter && parameter->name; parameter++) {
    put(text, parameter > parameters ? ", {" : "{");
    put_member(text, "name", parameter->name);
    put_member(text, "type", parameter->type);
    put_member(text, "default", parameter->initial);
    put_member(text, "doc", parameter->doc);
    put_member(text, "unit", parameter->unit);
    if (strstr(parameter->type, "number") || strstr(parameter->type, "integer")) {
      // JSON has no infinity: an open end is left out.
      if (isfinite(parameter->minimum)) {
        put_key(text, "minimum");
        put_number(text, parameter->minimum);
      }
      if (isfinite(parameter->maximum)) {
        put_key(text, "maximum");
        put_number(text, parameter->maximum);
      }
    }
    put_names(text, "choices", parameter->choices);
    put_member(text, "tier", parameter->advanced ? "advanced" : NULL);
    put(text, "}");
  }
  put(text, "]");
}

static void put_stage(text *text, const sb_stage *stage) {
  put(text, "{");
  put_member(text, "id", stage->id);
  put_key(text, "revision");
  put_size(text, stage->revision > 0 ? (size_t)stage->revision : 1);
  put_member(text, "granularity", stage->granularity == SB_FRAME ? "frame" : "track");
  put_flag(text, "deterministic", !stage->varies);
  put_member(text, "doc", stage->doc);
  put_member(text, "source", stage->source);
  put_ports(text, "inputs", stage->inputs, true);
  put_ports(text, "outputs", stage->outputs, false);
  put_names(text, "oneOf", stage->one_of);
  put_names(text, "anyOf", stage->any_of);
  put_parameters(text, stage->parameters);
  put(text, "}");
}

static const sb_port *port_named(const sb_port *ports, const char *name) {
  for (const sb_port *port = ports; port && port->name; port++)
    if (strcmp(port->name, name) == 0) return port;
  return NULL;
}

static bool is_frames(const sb_port *port) { return strcmp(port->kind, "frames") == 0; }

static bool is_stream(const sb_port *port) { return is_frames(port) || strcmp(port->kind, "audio") == 0; }

/// Ends the program if a stage's tables cannot be right: its author sees it at the first `describe`.
static void check_stage(const sb_stage *stage) {
  const char *kinds = " audio frames events number shots labels text model document ";
  if (!stage->doc || !stage->source) die("%s: doc or source is missing", stage->id);
  size_t streams = 0, outputs = 0;
  bool are_frames = true;
  for (const sb_port *port = stage->inputs; port && port->name; port++)
    if (!port->kind || !port->doc || !is_word_in(kinds, port->kind))
      die("%s: input %s has no doc, or no kind that there is", stage->id, port->name);
  for (const sb_port *port = stage->outputs; port && port->name; port++, outputs++) {
    if (!port->kind || !port->doc || !is_word_in(kinds, port->kind))
      die("%s: output %s has no doc, or no kind that there is", stage->id, port->name);
    streams += is_stream(port);
    are_frames = are_frames && (is_frames(port) || !is_stream(port));
  }
  for (const sb_parameter *parameter = stage->parameters; parameter && parameter->name; parameter++)
    if (!parameter->type || !parameter->initial || !parameter->doc)
      die("%s: parameter %s has no type, initial value or doc", stage->id, parameter->name);
  if (outputs == 0) die("%s: there is no output", stage->id);
  if (streams > 0 && !stage->formats) die("%s: an output has frames, but there is no formats callback", stage->id);
  if (stage->granularity == SB_FRAME && (!stage->process || streams > 1 || !are_frames))
    die("%s: a frame stage needs a process callback, and gives at most one stream, of frames", stage->id);
  if (stage->granularity == SB_TRACK && !stage->run) die("%s: a track stage needs a run callback", stage->id);
}

static void write_and_free(FILE *file, text *text) {
  fwrite(text->bytes, 1, text->count, file);
  free(text->bytes);
}

void sb_write_text(FILE *file, const char *value) {
  text text = {0};
  put_text(&text, value);
  write_and_free(file, &text);
}

void sb_describe_stage(FILE *file, const sb_stage *stage) {
  check_stage(stage);
  text text = {0};
  put_stage(&text, stage);
  write_and_free(file, &text);
}

// Frames

typedef struct {
  const char *name;
  /// `f32`, `f64`, `i64` or `u8`.
  const char *type;
  size_t rank;
  size_t shape[4];
  size_t bytes;
  void *data;
} buffer;

/// A frame that was read. Its header, and all that points into it, lives in the arena.
typedef struct {
  arena arena;
  json *header;
  const char *type;
  buffer *buffers;
  size_t buffer_count;
} message;

static void message_clear(message *message) {
  for (size_t i = 0; i < message->buffer_count; i++) free(message->buffers[i].data);
  arena_clear(&message->arena);
  memset(message, 0, sizeof *message);
}

/// Bytes a number; 0 for an unknown type.
static size_t type_size(const char *type) {
  if (strcmp(type, "f32") == 0) return 4;
  if (strcmp(type, "f64") == 0 || strcmp(type, "i64") == 0) return 8;
  return strcmp(type, "u8") == 0;
}

static void read_buffer_header(const json *header, buffer *buffer, uint64_t *room) {
  buffer->name = json_member_text(header, "name");
  buffer->type = json_member_text(header, "dtype");
  const json *shape = json_member(header, "shape");
  size_t size = buffer->type ? type_size(buffer->type) : 0;
  if (!buffer->name || size == 0) die("a buffer has no name, or no dtype that there is");
  if (!shape || shape->kind != JSON_LIST || shape->count > 4)
    die("buffer %s: no shape of at most 4 numbers", buffer->name);
  uint64_t bytes = size;
  for (const json *length = shape->first; length; length = length->next) {
    size_t *side = &buffer->shape[buffer->rank++];
    if (!json_size(length, largest_buffers, side)) die("buffer %s: a shape that cannot be", buffer->name);
    if (*side > 0 && bytes > largest_buffers / *side) die("buffer %s: more than 2 GiB", buffer->name);
    bytes *= *side;
  }
  if (bytes > *room) die("the buffers of a frame have more than 2 GiB");
  *room -= bytes;
  buffer->bytes = (size_t)bytes;
}

/// Reads a frame; false at the end of the input. Ends the program where the input is no frame: nothing after it can be
/// found.
static bool read_message(FILE *input, message *message) {
  unsigned char length[4];
  size_t got = fread(length, 1, 4, input);
  if (got == 0 && feof(input)) return false;
  if (got < 4) die("the input ends within a frame's length");
  size_t count = length[0] | (size_t)length[1] << 8 | (size_t)length[2] << 16 | (size_t)length[3] << 24;
  if (count > longest_header) die("a header of %zu bytes; at most %d", count, longest_header);
  char *bytes = arena_take(&message->arena, count + 1, 1);
  if (fread(bytes, 1, count, input) < count) die("the input ends within a header of %zu bytes", count);
  const char *fault;
  size_t place;
  message->header = json_read(&message->arena, bytes, count, &fault, &place);
  if (!message->header) die("a header is no JSON: %s at byte %zu", fault, place);
  message->type = json_member_text(message->header, "type");
  if (!message->type) die("a header has no type");
  const json *buffers = json_member(message->header, "buffers");
  if (!buffers) return true;
  if (buffers->kind != JSON_LIST) die("buffers is no list");
  message->buffers = arena_take(&message->arena, buffers->count, sizeof *message->buffers);
  uint64_t room = largest_buffers;
  for (const json *header = buffers->first; header; header = header->next)
    read_buffer_header(header, &message->buffers[message->buffer_count++], &room);
  for (size_t i = 0; i < message->buffer_count; i++) {
    buffer *buffer = &message->buffers[i];
    buffer->data = grown(NULL, buffer->bytes, 1);
    if (fread(buffer->data, 1, buffer->bytes, input) < buffer->bytes)
      die("the input ends within buffer %s of %zu bytes", buffer->name, buffer->bytes);
  }
  return true;
}

static const buffer *buffer_named(const message *message, const char *name) {
  for (size_t i = 0; name && i < message->buffer_count; i++)
    if (strcmp(message->buffers[i].name, name) == 0) return &message->buffers[i];
  return NULL;
}

/// Writes a frame: a header without its last brace, and buffers.
static void write_message(FILE *output, text *header, const buffer *buffers, size_t count) {
  for (size_t i = 0; i < count; i++) {
    put(header, i == 0 ? ", \"buffers\": [{" : ", {");
    put_member(header, "name", buffers[i].name);
    put_member(header, "dtype", buffers[i].type);
    put_key(header, "shape");
    for (size_t side = 0; side < buffers[i].rank; side++) {
      put(header, side == 0 ? "[" : ", ");
      put_size(header, buffers[i].shape[side]);
    }
    put(header, buffers[i].rank == 0 ? "[]}" : "]}");
  }
  put(header, count > 0 ? "]}" : "}");
  if (header->count > longest_header)
    die("an answer has a header of %zu bytes; at most %d", header->count, longest_header);
  uint32_t length = (uint32_t)header->count;
  unsigned char bytes[4] = {length & 255, length >> 8 & 255, length >> 16 & 255, (unsigned char)(length >> 24)};
  bool is_written = fwrite(bytes, 1, 4, output) == 4 && fwrite(header->bytes, 1, length, output) == length;
  for (size_t i = 0; i < count; i++)
    is_written = is_written && fwrite(buffers[i].data, 1, buffers[i].bytes, output) == buffers[i].bytes;
  if (fflush(output) != 0 || !is_written) die("songboard reads no more");
  header->count = 0;
}

// The context

typedef struct {
  const sb_port *port;
  sb_input input;
} wired;

struct sb_context {
  FILE *output;
  const sb_plugin *plugin;
  const sb_stage *stage;
  void *state;
  /// What `open` said lives as long as the stage is open.
  message opened;
  const json *settings;
  /// The inputs with the formats of `open`; of a track, with its artifacts.
  wired *inputs;
  size_t input_count;
  /// The formats of the outputs, in their order; null before `open`.
  sb_format *outputs;
  /// The output of frames of a frame stage.
  const sb_port *stream;
  sb_info info;
  /// A header that is written, kept for its memory.
  text header;
  /// The artifacts that were given: members of `outputs`, and buffers.
  text given;
  buffer *buffers;
  size_t buffer_count;
  bool has_failed;
};

static void begin_answer(sb_context *context, const char *type) {
  context->header.count = 0;
  put(&context->header, "{");
  put_member(&context->header, "type", type);
}

static void end_answer(sb_context *context) { write_message(context->output, &context->header, NULL, 0); }

static const char *formatted(char *room, size_t size, const char *format, va_list values) {
  vsnprintf(room, size, format, values);
  return room;
}

void sb_warn(sb_context *context, const char *format, ...) {
  char room[2048];
  va_list values;
  va_start(values, format);
  begin_answer(context, "warn");
  put_member(&context->header, "text", formatted(room, sizeof room, format, values));
  va_end(values);
  end_answer(context);
}

int sb_fail(sb_context *context, const char *remedy, const char *format, ...) {
  if (context->has_failed) return -1;
  char room[2048];
  va_list values;
  va_start(values, format);
  begin_answer(context, "fail");
  put_member(&context->header, "text", formatted(room, sizeof room, format, values));
  va_end(values);
  put_member(&context->header, "remedy", remedy);
  end_answer(context);
  context->has_failed = true;
  return -1;
}

/// Calls back; a failure without a reason gets one.
static bool has_done(sb_context *context, int result, const char *callback) {
  if (result != 0) sb_fail(context, NULL, "%s failed in %s and gave no reason", context->stage->id, callback);
  return !context->has_failed;
}

// Settings

static bool has_type(const sb_parameter *parameter, const json *value) {
  const char *type = parameter->type;
  if (value->kind == JSON_NULL) return strstr(type, " or none") != NULL;
  if (strncmp(type, "list of ", 8) == 0) {
    json_kind wanted = strcmp(type, "list of text") == 0 ? JSON_TEXT : JSON_NUMBER;
    if (value->kind != JSON_LIST) return false;
    for (const json *element = value->first; element; element = element->next)
      if (element->kind != wanted) return false;
    return true;
  }
  if (strncmp(type, "integer", 7) == 0) return value->kind == JSON_NUMBER && value->number == floor(value->number);
  if (strncmp(type, "number", 6) == 0) return value->kind == JSON_NUMBER;
  if (strncmp(type, "boolean", 7) == 0) return value->kind == JSON_TRUE || value->kind == JSON_FALSE;
  return value->kind == JSON_TEXT;
}

/// Takes the settings if each parameter has a value of its type.
static bool take_settings(sb_context *context, const json *settings) {
  for (const sb_parameter *parameter = context->stage->parameters; parameter && parameter->name; parameter++) {
    const json *value = json_member(settings, parameter->name);
    if (value && has_type(parameter, value)) continue;
    char remedy[256];
    snprintf(remedy, sizeof remedy, "give it a value such as %s, its default", parameter->initial);
    if (value)
      sb_fail(context, remedy, "parameter %s is no %s", parameter->name, parameter->type);
    else
      sb_fail(context, remedy, "no value for parameter %s was sent", parameter->name);
    return false;
  }
  context->settings = settings;
  return true;
}

static const json *setting(sb_context *context, const char *name, json_kind first, json_kind last) {
  const json *value = json_member(context->settings, name);
  if (!value) die("%s asks for the setting %s, which it does not declare", context->stage->id, name);
  if (value->kind != JSON_NULL && (value->kind < first || value->kind > last))
    die("%s asks for the setting %s as another type than it declares", context->stage->id, name);
  return value;
}

bool sb_is_none(sb_context *context, const char *name) {
  return setting(context, name, JSON_NULL, JSON_OBJECT)->kind == JSON_NULL;
}

double sb_number(sb_context *context, const char *name) {
  return setting(context, name, JSON_NUMBER, JSON_NUMBER)->number;
}

long long sb_integer(sb_context *context, const char *name) {
  double number = sb_number(context, name);
  return fabs(number) < 9e18 ? (long long)number : 0;
}

bool sb_boolean(sb_context *context, const char *name) {
  return setting(context, name, JSON_FALSE, JSON_TRUE)->kind == JSON_TRUE;
}

const char *sb_text(sb_context *context, const char *name) {
  return setting(context, name, JSON_TEXT, JSON_TEXT)->text;
}

size_t sb_list_count(sb_context *context, const char *name) {
  return setting(context, name, JSON_LIST, JSON_LIST)->count;
}

static const json *element(sb_context *context, const char *name, size_t index) {
  const json *element = setting(context, name, JSON_LIST, JSON_LIST)->first;
  for (size_t i = 0; i < index && element; i++) element = element->next;
  if (!element) die("%s asks for element %zu of the setting %s", context->stage->id, index, name);
  return element;
}

double sb_list_number(sb_context *context, const char *name, size_t index) {
  return element(context, name, index)->number;
}

const char *sb_list_text(sb_context *context, const char *name, size_t index) {
  return element(context, name, index)->text;
}

// Inputs

static bool read_format(arena *arena, const json *source, sb_format *format) {
  const json *columns = json_member(source, "columns"), *frequencies = json_member(source, "frequencies");
  format->quantity = json_member_text(source, "quantity");
  if (!format->quantity) format->quantity = "embeddings";
  format->rate = json_member_number(source, "rate");
  format->sample_rate = json_member_number(source, "sampleRate");
  if (!json_size(json_member(source, "width"), longest_header, &format->width) || format->width == 0) return false;
  const json *length = json_member(source, "transformLength");
  if (length && !json_size(length, longest_header, &format->transform_length)) return false;
  if (columns && columns->kind == JSON_LIST && columns->count == format->width) {
    const char **names = arena_take(arena, format->width, sizeof *names);
    format->columns = names;
    for (const json *column = columns->first; column; column = column->next)
      *names++ = column->text ? column->text : "";
  }
  if (frequencies && frequencies->kind == JSON_LIST && frequencies->count == format->width) {
    double *values = arena_take(arena, format->width, sizeof *values);
    format->frequencies = values;
    for (const json *frequency = frequencies->first; frequency; frequency = frequency->next)
      *values++ = frequency->number;
  }
  return true;
}

static bool read_events(arena *arena, const json *source, sb_input *input) {
  if (!source || source->kind != JSON_LIST) return false;
  sb_event *event = arena_take(arena, source->count, sizeof *event);
  input->events = event;
  input->event_count = source->count;
  for (const json *value = source->first; value; value = value->next, event++) {
    const json *start = json_member(value, "start");
    if (!start || start->kind != JSON_NUMBER) return false;
    event->start = start->number;
    event->end = json_member(value, "end") ? json_member_number(value, "end") : event->start;
    const char *label = json_member_text(value, "label"), *group = json_member_text(value, "group");
    event->label = label ? label : "";
    event->group = group ? group : "";
  }
  return true;
}

/// Takes the rows of a stream from a buffer; false if its shape is another.
static bool take_rows(const buffer *buffer, sb_input *input) {
  if (!buffer || strcmp(buffer->type, "f32") != 0 || buffer->rank < 1 || buffer->rank > 2) return false;
  if ((buffer->rank == 2 ? buffer->shape[1] : 1) != input->format.width) return false;
  input->values = buffer->data;
  input->rows = buffer->shape[0];
  return true;
}

/// Reads an artifact of a message; false if it has not the form of its kind.
static bool read_artifact(message *message, const sb_port *port, const json *source, sb_input *input) {
  const json *value = json_member(source, "value"), *metadata = json_member(source, "metadata");
  const buffer *buffer = buffer_named(message, json_member_text(source, "buffer"));
  input->name = json_member_text(source, "name");
  if (!input->name) input->name = port->name;
  if (is_stream(port)) {
    return read_format(&message->arena, json_member(source, "format"), &input->format) && take_rows(buffer, input);
  }
  if (strcmp(port->kind, "events") == 0) return read_events(&message->arena, value, input);
  if (strcmp(port->kind, "number") == 0) {
    if (!buffer || strcmp(buffer->type, "f64") != 0 || buffer->bytes != 8) return false;
    memcpy(&input->number, buffer->data, 8);
    return true;
  }
  if (strcmp(port->kind, "shots") == 0 || strcmp(port->kind, "labels") == 0) {
    if (value) input->json = json_copy(&message->arena, value);
    return value != NULL;
  }
  if (!buffer) return value && value->kind == JSON_NULL;
  input->bytes = buffer->data;
  input->byte_count = buffer->bytes;
  if (metadata) input->json = json_copy(&message->arena, metadata);
  return strcmp(buffer->type, "u8") == 0;
}

/// Reads all inputs of a message: their formats, or their artifacts. Fails if one has another form than its kind's.
static bool take_inputs(sb_context *context, message *message, const json *source, bool are_artifacts) {
  size_t count = 0;
  for (const sb_port *port = context->stage->inputs; port && port->name; port++) {
    const json *given = json_member(source, port->name);
    count += !given ? 0 : given->kind == JSON_LIST ? given->count : 1;
  }
  context->inputs = arena_take(&message->arena, count, sizeof *context->inputs);
  context->input_count = 0;
  for (const sb_port *port = context->stage->inputs; port && port->name; port++) {
    const json *given = json_member(source, port->name);
    if (!given || given->kind == JSON_NULL || (!are_artifacts && !is_stream(port))) continue;
    for (const json *one = given->kind == JSON_LIST ? given->first : given; one; one = one->next) {
      wired *input = &context->inputs[context->input_count++];
      input->port = port;
      input->input.name = port->name;
      bool is_sound = are_artifacts ? read_artifact(message, port, one, &input->input)
                                    : read_format(&message->arena, one, &input->input.format);
      if (!is_sound) return sb_fail(context, NULL, "input %s has not the form of %s", port->name, port->kind), false;
      if (given->kind != JSON_LIST) break;
    }
  }
  return true;
}

/// Points the streams of a frame stage to a block's rows.
static bool take_block(sb_context *context, const message *message) {
  for (size_t i = 0, index = 0; i < context->input_count; i++) {
    wired *input = &context->inputs[i];
    char room[512];
    const char *name = input->port->name;
    index = i > 0 && context->inputs[i - 1].port == input->port ? index + 1 : 0;
    if (input->port->list) {
      snprintf(room, sizeof room, "%s/%zu", name, index);
      name = room;
    }
    if (!take_rows(buffer_named(message, name), &input->input))
      return sb_fail(context, NULL, "a block has no buffer %s of %zu wide f32", name, input->input.format.width), false;
    if (input->input.rows != context->inputs[0].input.rows)
      return sb_fail(context, NULL, "a block has another count of rows for %s", name), false;
  }
  return true;
}

const sb_input *sb_get_at(sb_context *context, const char *port, size_t index) {
  if (!port_named(context->stage->inputs, port))
    die("%s asks for the input %s, which it does not declare", context->stage->id, port);
  for (size_t i = 0; i < context->input_count; i++)
    if (strcmp(context->inputs[i].port->name, port) == 0 && index-- == 0) return &context->inputs[i].input;
  return NULL;
}

const sb_input *sb_get(sb_context *context, const char *port) { return sb_get_at(context, port, 0); }

size_t sb_count(sb_context *context, const char *port) {
  size_t count = 0;
  while (sb_get_at(context, port, count)) count++;
  return count;
}

const sb_format *sb_output_format(sb_context *context, const char *name) {
  const sb_port *port = port_named(context->stage->outputs, name);
  if (!port) die("%s asks for the output %s, which it does not declare", context->stage->id, name);
  sb_format *format = context->outputs ? &context->outputs[port - context->stage->outputs] : NULL;
  return format && format->width > 0 ? format : NULL;
}

void *sb_own(sb_context *context) { return context->stage->own; }

const sb_info *sb_track(sb_context *context) { return &context->info; }

static void take_info(sb_context *context, const message *message) {
  const json *info = json_member(message->header, "info"), *seed = json_member(info, "seed");
  sb_info *to = &context->info;
  const char *name = json_member_text(info, "name"), *path = json_member_text(info, "path");
  const char *hash = json_member_text(info, "hash");
  to->name = name ? name : "";
  to->path = path ? path : "";
  to->hash = hash ? hash : "";
  to->seconds = json_member_number(info, "seconds");
  to->channels = (int)fmin(fmax(json_member_number(info, "channels"), 0), 1 << 16);
  to->sample_rate = json_member_number(info, "sampleRate");
  // A double has too few bits for it. The number ends where the header goes on.
  to->seed = seed && seed->kind == JSON_NUMBER ? strtoull(seed->source, NULL, 10) : 0;
}

// Results

static const sb_port *given_port(sb_context *context, const char *name, const char *kinds) {
  const sb_port *port = port_named(context->stage->outputs, name);
  if (!port) die("%s gives the output %s, which it does not declare", context->stage->id, name);
  if (!is_word_in(kinds, port->kind))
    die("%s gives the output %s as another kind than it declares", context->stage->id, name);
  return port;
}

static void clear_results(sb_context *context) {
  for (size_t i = 0; i < context->buffer_count; i++) free(context->buffers[i].data);
  context->buffer_count = 0;
  context->given.count = 0;
}

/// Begins a port's object in `outputs`; `end_result` ends it.
static void begin_result(sb_context *context, const sb_port *port) {
  put_key(&context->given, port->name);
  put(&context->given, "{");
}

static int end_result(sb_context *context) {
  put(&context->given, "}");
  return context->has_failed ? -1 : 0;
}

static void give_buffer(sb_context *context, const sb_port *port, buffer buffer, const void *data) {
  buffer.name = port->name;
  buffer.data = grown(NULL, buffer.bytes, 1);
  if (buffer.bytes > 0) memcpy(buffer.data, data, buffer.bytes);
  context->buffers = grown(context->buffers, context->buffer_count + 1, sizeof buffer);
  context->buffers[context->buffer_count++] = buffer;
  put_member(&context->given, "buffer", port->name);
}

/// Fails if a number is none where the port does not allow it.
static bool are_numbers(sb_context *context, const sb_port *port, const float *values, size_t rows, size_t width) {
  if (port->nan) return true;
  for (size_t i = 0; i < rows * width; i++) {
    if (isfinite(values[i])) continue;
    const char *fault = isnan(values[i]) ? "no number" : "infinite";
    return sb_fail(context, NULL, "%s: column %zu of a row is %s", port->name, i % width, fault), false;
  }
  return true;
}

int sb_give(sb_context *context, const float *values, size_t rows) {
  const sb_port *port = context->stream;
  if (!port) die("%s gives rows, but has no output of frames, or is no frame stage", context->stage->id);
  size_t width = sb_output_format(context, port->name)->width, most = largest_block / (width * sizeof *values) + 1;
  if (context->has_failed || !are_numbers(context, port, values, rows, width)) return -1;
  while (rows > 0) {
    size_t count = rows < most ? rows : most;
    // The data is only read.
    buffer buffer = {.name = port->name, .type = "f32", .rank = 2, .shape = {count, width},
                     .bytes = count * width * sizeof *values, .data = (void *)(uintptr_t)values};
    begin_answer(context, "block");
    write_message(context->output, &context->header, &buffer, 1);
    values += count * width;
    rows -= count;
  }
  return 0;
}

int sb_give_frames(sb_context *context, const char *name, const float *values, size_t rows) {
  const sb_port *port = given_port(context, name, " frames audio ");
  const json *formats = json_member(json_member(context->opened.header, "formats"), "outputs");
  const json *format = json_member(formats, name);
  size_t width = sb_output_format(context, name)->width;
  if (rows > largest_buffers / (width * sizeof *values)) return sb_fail(context, NULL, "%s: more than 2 GiB", name);
  if (!are_numbers(context, port, values, rows, width)) return -1;
  begin_result(context, port);
  buffer buffer = {.type = "f32", .rank = is_frames(port) ? 2 : 1, .shape = {rows, width}};
  buffer.bytes = rows * width * sizeof *values;
  give_buffer(context, port, buffer, values);
  put_key(&context->given, "format");
  put_bytes(&context->given, format->source, (size_t)(format->end - format->source));
  return end_result(context);
}

int sb_give_number(sb_context *context, const char *name, double number) {
  const sb_port *port = given_port(context, name, " number ");
  if (!port->nan && !isfinite(number)) return sb_fail(context, NULL, "%s: the number is none", name);
  begin_result(context, port);
  give_buffer(context, port, (buffer){.type = "f64", .bytes = sizeof number}, &number);
  return end_result(context);
}

static int compare_events(const void *first, const void *second) {
  const sb_event *a = *(const sb_event *const *)first, *b = *(const sb_event *const *)second;
  if (a->start != b->start) return a->start < b->start ? -1 : 1;
  return a < b ? -1 : a > b;
}

int sb_give_events(sb_context *context, const char *name, const sb_event *events, size_t count) {
  const sb_port *port = given_port(context, name, " events ");
  const sb_event **sorted = grown(NULL, count, sizeof *sorted);
  bool are_sound = true;
  for (size_t i = 0; i < count; i++) {
    sorted[i] = &events[i];
    are_sound = are_sound && isfinite(events[i].start) && isfinite(events[i].end) && events[i].end >= events[i].start;
  }
  if (!are_sound) {
    free(sorted);
    return sb_fail(context, NULL, "%s: an event's times are no numbers, or it ends before it starts", name);
  }
  qsort(sorted, count, sizeof *sorted, compare_events);
  text *given = &context->given;
  begin_result(context, port);
  put_key(given, "value");
  put(given, "[");
  for (size_t i = 0; i < count; i++) {
    put(given, i > 0 ? ", {" : "{");
    put_key(given, "start");
    put_number(given, sorted[i]->start);
    put_key(given, "end");
    put_number(given, sorted[i]->end);
    put_member(given, "label", sorted[i]->label ? sorted[i]->label : "");
    put_member(given, "group", sorted[i]->group ? sorted[i]->group : "");
    put(given, "}");
  }
  put(given, "]");
  free(sorted);
  return end_result(context);
}

int sb_give_bytes(sb_context *context, const char *name, const void *bytes, size_t count) {
  const sb_port *port = given_port(context, name, " document text ");
  begin_result(context, port);
  give_buffer(context, port, (buffer){.type = "u8", .rank = 1, .shape = {count}, .bytes = count}, bytes);
  return end_result(context);
}

/// Puts JSON of the plugin's own, if it is JSON.
static bool put_json(sb_context *context, const char *key, const char *name, const char *source) {
  arena arena = {0};
  const char *fault;
  size_t place;
  bool is_sound = json_read(&arena, source, strlen(source), &fault, &place) != NULL;
  arena_clear(&arena);
  if (!is_sound) return sb_fail(context, NULL, "%s: its JSON has %s at byte %zu", name, fault, place), false;
  put_key(&context->given, key);
  put(&context->given, source);
  return true;
}

int sb_give_model(sb_context *context, const char *name, const void *bytes, size_t count, const char *metadata) {
  const sb_port *port = given_port(context, name, " model ");
  begin_result(context, port);
  give_buffer(context, port, (buffer){.type = "u8", .rank = 1, .shape = {count}, .bytes = count}, bytes);
  put_json(context, "metadata", name, metadata ? metadata : "null");
  return end_result(context);
}

int sb_give_json(sb_context *context, const char *name, const char *value) {
  const sb_port *port = given_port(context, name, " shots labels ");
  begin_result(context, port);
  put_json(context, "value", name, value);
  return end_result(context);
}

// The loop

static const sb_stage *stage_named(sb_context *context, const char *id) {
  const sb_plugin *plugin = context->plugin;
  for (const sb_stage *stage = plugin->stages; stage && stage->id; stage++)
    if (strcmp(stage->id, id) == 0) return stage;
  return plugin->find ? plugin->find(plugin, context, id) : NULL;
}

static void close_stage(sb_context *context) {
  if (context->opened.header && context->stage->close) context->stage->close(context->state);
  context->state = NULL;
  context->outputs = NULL;
  context->stream = NULL;
  message_clear(&context->opened);
}

/// Finds the stage of a message and takes its settings and the formats of its inputs.
static bool begin_stage(sb_context *context, message *message, const json *formats) {
  const char *id = json_member_text(message->header, "stage");
  const sb_stage *stage = id ? stage_named(context, id) : NULL;
  context->info = (sb_info){.name = "", .path = "", .hash = ""};
  context->stage = stage;
  const char *name = context->plugin->name;
  if (!stage) return sb_fail(context, NULL, "%s has no stage %s", name, id ? id : "without a name"), false;
  check_stage(stage);
  return take_settings(context, json_member(message->header, "settings")) &&
         take_inputs(context, message, formats, false);
}

static void answer_formats(sb_context *context, message *message) {
  close_stage(context);
  if (!begin_stage(context, message, json_member(message->header, "inputs"))) return;
  size_t count = 0;
  while (context->stage->outputs[count].name) count++;
  sb_format *formats = arena_take(&message->arena, count, sizeof *formats);
  if (context->stage->formats && !has_done(context, context->stage->formats(context, formats), "formats")) return;
  for (size_t i = 0; i < count; i++) {
    const sb_port *port = &context->stage->outputs[i];
    if (is_stream(port) && (formats[i].width == 0 || !isfinite(formats[i].rate) || formats[i].rate < 0)) {
      sb_fail(context, NULL, "%s: formats named no width, or a rate that cannot be", port->name);
      return;
    }
  }
  begin_answer(context, "formats");
  put_key(&context->header, "outputs");
  put(&context->header, "{");
  for (size_t i = 0; i < count; i++) {
    if (!is_stream(&context->stage->outputs[i])) continue;
    put_key(&context->header, context->stage->outputs[i].name);
    put_format(&context->header, &formats[i]);
  }
  put(&context->header, "}");
  end_answer(context);
}

/// Takes what `formats` answered before, perhaps in another process. Fails if a stream is missing.
static bool take_output_formats(sb_context *context, message *message, const json *source) {
  const sb_port *outputs = context->stage->outputs;
  size_t count = 0;
  while (outputs[count].name) count++;
  context->outputs = arena_take(&message->arena, count, sizeof *context->outputs);
  for (size_t i = 0; i < count; i++) {
    if (!is_stream(&outputs[i])) continue;
    if (!read_format(&message->arena, json_member(source, outputs[i].name), &context->outputs[i]))
      return sb_fail(context, NULL, "open names no format of %s", outputs[i].name), false;
    if (context->stage->granularity == SB_FRAME) context->stream = &outputs[i];
  }
  return true;
}

/// Opens a stage and keeps the message, for its settings and formats are in it.
static void answer_open(sb_context *context, message *message) {
  close_stage(context);
  const json *formats = json_member(message->header, "formats");
  if (!begin_stage(context, message, json_member(formats, "inputs"))) return;
  if (!take_output_formats(context, message, json_member(formats, "outputs"))) return;
  if (context->stage->open && !has_done(context, context->stage->open(context, &context->state), "open")) {
    if (context->stage->close) context->stage->close(context->state);
    context->state = NULL;
    return;
  }
  context->opened = *message;
  memset(message, 0, sizeof *message);
  begin_answer(context, "opened");
  end_answer(context);
}

static void answer_done(sb_context *context) {
  begin_answer(context, "done");
  put_key(&context->header, "outputs");
  put(&context->header, "{");
  put_bytes(&context->header, context->given.bytes, context->given.count);
  put(&context->header, "}");
  write_message(context->output, &context->header, context->buffers, context->buffer_count);
}

/// Between blocks streams have their formats only.
static void clear_rows(sb_context *context) {
  for (size_t i = 0; i < context->input_count; i++) {
    context->inputs[i].input.values = NULL;
    context->inputs[i].input.rows = 0;
  }
}

/// A track of a frame stage: `track` was read; reads blocks up to `end`. False at the end of the input, or at `cancel`.
static bool answer_track(sb_context *context, FILE *input, message *track) {
  const sb_stage *stage = context->stage;
  take_info(context, track);
  clear_rows(context);
  if (stage->start) has_done(context, stage->start(context, context->state), "start");
  while (true) {
    message block = {0};
    bool is_there = read_message(input, &block);
    bool is_block = is_there && strcmp(block.type, "block") == 0, is_end = is_there && strcmp(block.type, "end") == 0;
    if (is_block && !context->has_failed && take_block(context, &block))
      has_done(context, stage->process(context, context->state), "process");
    bool is_over = !is_there || strcmp(block.type, "cancel") == 0 || strcmp(block.type, "bye") == 0;
    if (!is_block && !is_end && !is_over) die("%s within a track", block.type);
    message_clear(&block);
    if (is_over) return false;
    if (is_end) break;
  }
  clear_rows(context);
  if (!context->has_failed && stage->finish) has_done(context, stage->finish(context, context->state), "finish");
  if (!context->has_failed) answer_done(context);
  return true;
}

static void answer_run(sb_context *context, message *message) {
  wired *inputs = context->inputs;
  size_t count = context->input_count;
  take_info(context, message);
  if (take_inputs(context, message, json_member(message->header, "inputs"), true) &&
      has_done(context, context->stage->run(context, context->state), "run"))
    answer_done(context);
  context->inputs = inputs;
  context->input_count = count;
}

static void answer_hello(sb_context *context) {
  begin_answer(context, "hello");
  put_key(&context->header, "protocol");
  put_size(&context->header, SB_PROTOCOL);
  put_member(&context->header, "name", context->plugin->name);
  put_member(&context->header, "version", context->plugin->version);
  end_answer(context);
}

/// Answers one message; false when there is to be no more.
static bool answer(sb_context *context, FILE *input, message *message) {
  const char *type = message->type;
  bool is_track = strcmp(type, "track") == 0, is_run = strcmp(type, "run") == 0, goes_on = true;
  context->has_failed = false;
  if (strcmp(type, "hello") == 0) {
    answer_hello(context);
  } else if (strcmp(type, "formats") == 0) {
    answer_formats(context, message);
  } else if (strcmp(type, "open") == 0) {
    answer_open(context, message);
  } else if (is_track || is_run) {
    if (!context->opened.header) die("%s before open", type);
    if (is_run == (context->stage->granularity == SB_FRAME)) die("%s for a stage that takes none", type);
    if (is_track) goes_on = answer_track(context, input, message);
    else answer_run(context, message);
    clear_results(context);
    context->info = (sb_info){.name = "", .path = "", .hash = ""};
  } else if (strcmp(type, "cancel") == 0 || strcmp(type, "bye") == 0) {
    goes_on = false;
  } else {
    die("a message of the unknown type %s", type);
  }
  return goes_on;
}

FILE *sb_take_output(void) {
  fflush(stdout);
  int descriptor = dup(STDOUT_FILENO);
  FILE *output = descriptor < 0 ? NULL : fdopen(descriptor, "wb");
  if (!output || dup2(STDERR_FILENO, STDOUT_FILENO) < 0) die("standard output is closed");
  return output;
}

/// Standard input as a file of its own; the plugin reads nothing.
static FILE *take_input(void) {
  int descriptor = dup(STDIN_FILENO), nothing = open("/dev/null", O_RDONLY);
  FILE *input = descriptor < 0 ? NULL : fdopen(descriptor, "rb");
  if (!input || nothing < 0 || dup2(nothing, STDIN_FILENO) < 0) die("standard input is closed");
  close(nothing);
  return input;
}

int sb_serve(const sb_plugin *plugin) {
  // Numbers have a point, whatever locale the plugin sets.
  uselocale(newlocale(LC_ALL_MASK, "C", (locale_t)0));
  sb_context context = {.plugin = plugin, .output = sb_take_output()};
  FILE *input = take_input();
  bool goes_on = true;
  while (goes_on) {
    message message = {0};
    goes_on = read_message(input, &message) && answer(&context, input, &message);
    message_clear(&message);
  }
  close_stage(&context);
  clear_results(&context);
  free(context.buffers);
  free(context.header.bytes);
  free(context.given.bytes);
  fclose(input);
  fclose(context.output);
  return 0;
}

static int describe(const sb_plugin *plugin) {
  FILE *output = sb_take_output();
  text text = {0};
  put(&text, "{");
  put_key(&text, "protocol");
  put_size(&text, SB_PROTOCOL);
  put_member(&text, "name", plugin->name);
  put_member(&text, "version", plugin->version);
  put_member(&text, "licence", plugin->licence);
  put_key(&text, "stages");
  put(&text, "[");
  for (const sb_stage *stage = plugin->stages; stage && stage->id; stage++) {
    check_stage(stage);
    if (stage > plugin->stages) put(&text, ", ");
    put_stage(&text, stage);
  }
  put(&text, "]}\n");
  write_and_free(output, &text);
  return fclose(output) == 0 ? 0 : 1;
}

int sb_main(int count, char **arguments, const sb_plugin *plugin) {
  if (count == 2 && strcmp(arguments[1], "describe") == 0) return describe(plugin);
  if (count == 2 && strcmp(arguments[1], "serve") == 0) return sb_serve(plugin);
  fprintf(stderr, "%s is a plugin of songboard: %s describe, or %s serve\n", plugin->name, arguments[0], arguments[0]);
  return 64;
}
