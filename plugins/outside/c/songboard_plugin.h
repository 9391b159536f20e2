/// Stages of songboard in C11 or C++: declare tables, fill in callbacks, call `sb_main`. README.md has a first one.
///
/// The kit speaks the protocol of plugins/outside/Protocol.md. One thread calls all callbacks. What the plugin prints
/// to standard output goes to standard error, which is its log.
#ifndef SONGBOARD_PLUGIN_H
#define SONGBOARD_PLUGIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The protocol that this kit speaks.
#define SB_PROTOCOL 1

#ifdef __GNUC__
#define SB_PRINTF(text, values) __attribute__((format(printf, text, values)))
#else
#define SB_PRINTF(text, values)
#endif

/// A stage at work in a pipeline: its settings, its inputs, and where its results go.
typedef struct sb_context sb_context;

// Declarations: tables that end with an empty row, `{0}`.

/// An input or an output of a stage.
typedef struct {
  const char *name;
  /// `audio`, `frames`, `events`, `number`, `shots`, `labels`, `text`, `model` or `document`.
  const char *kind;
  /// A sentence of more than 10 characters, with a capital and a full stop.
  const char *doc;
  /// Inputs: may be left unwired.
  bool optional;
  /// Inputs: takes any number of artifacts.
  bool list;
  /// Outputs of frames and numbers: some may be no number.
  bool nan;
  /// Documents: the file's ending, such as `csv`.
  const char *extension;
  /// Models: only ports of one type fit together; null for any.
  const char *type;
} sb_port;

/// A setting that the pipeline may give under `with:`.
typedef struct {
  const char *name;
  /// `integer`, `number`, `boolean`, `text`, `choice`, `file`, each also with ` or none`, or `list of integer`,
  /// `list of number`, `list of text`.
  const char *type;
  /// The default as text: `1e-10`, `true`, `none`, `[1, 2]`.
  const char *initial;
  /// A sentence of more than 10 characters, with a capital and a full stop.
  const char *doc;
  /// `s`, `Hz`, `bpm`, `dB`, `samples`, `frames`, `log`, `share`; null for none.
  const char *unit;
  /// The range of a number, both ends allowed; `-INFINITY` or `INFINITY` of <math.h> leaves one end open.
  double minimum, maximum;
  /// The words of a choice, null at the end.
  const char *const *choices;
  /// Whether few will set it: `songboard describe` shows it after the others.
  bool advanced;
} sb_parameter;

/// What a stream's rows are.
typedef struct {
  /// What the numbers are, such as `mel power`; an output's may be null for `embeddings`.
  const char *quantity;
  /// Numbers a row.
  size_t width;
  /// Rows a second; row `i` stands at `i / rate` seconds. 0 if they have no fixed distance.
  double rate;
  /// Of the audio, in Hz; 0 for that of the first input.
  double sample_rate;
  /// Of the Fourier transform, in samples; 0 if there was none.
  size_t transform_length;
  /// A name for each column, `width` of them; null for none.
  const char *const *columns;
  /// The middle of each column's band in Hz, `width` of them; null for none.
  const double *frequencies;
} sb_format;

/// A moment or a span of a track, in seconds. Null texts are empty.
typedef struct {
  double start, end;
  const char *label;
  const char *group;
} sb_event;

/// What lies on an input. It lives until the callback returns.
typedef struct {
  /// What the pipeline calls it.
  const char *name;
  /// Audio and frames: `rows` rows of `format.width` numbers each.
  const float *values;
  size_t rows;
  sb_format format;
  double number;
  const sb_event *events;
  size_t event_count;
  /// Texts and models; null where a track has no such file.
  const uint8_t *bytes;
  size_t byte_count;
  /// Shots and labels as JSON, or a model's metadata; null for none. It ends with a zero byte.
  const char *json;
} sb_input;

/// The song that is worked on.
typedef struct {
  const char *name;
  const char *path;
  double seconds;
  int channels;
  double sample_rate;
  const char *hash;
  /// Begin random numbers with this, so that a song has the same result each time.
  uint64_t seed;
} sb_info;

typedef enum { SB_FRAME, SB_TRACK } sb_granularity;

/// A stage: what it is, and how it is done.
///
/// Callbacks give 0, or what `sb_fail` gives. `state` is the stage's own: `open` sets it, `close` frees it.
typedef struct {
  const char *id;
  /// Raised when the stage gives other results.
  int revision;
  sb_granularity granularity;
  /// True if the same inputs may give other bytes.
  bool varies;
  /// A sentence of more than 10 characters, with a capital and a full stop.
  const char *doc;
  /// Where the definition comes from.
  const char *source;
  const sb_port *inputs;
  const sb_port *outputs;
  const sb_parameter *parameters;
  /// Names of optional inputs of which exactly one, or at least one, is wired; null at the end.
  const char *const *one_of;
  const char *const *any_of;

  /// Checks settings and inputs, and says what each output of frames will be: `outputs[i]` belongs to the declaration's
  /// output `i`, and starts as zeros. Its texts and arrays must live until the next callback. Needed if an output has
  /// frames.
  int (*formats)(sb_context *context, sb_format *outputs);
  /// Once, before the first track: read the model here. May be null.
  int (*open)(sb_context *context, void **state);
  /// Frame stages: a track begins. May be null.
  int (*start)(sb_context *context, void *state);
  /// Frame stages: a block of rows of each input has come; `sb_give` what is ready. Rows must not depend on the blocks.
  int (*process)(sb_context *context, void *state);
  /// Frame stages: there is no more. May be null.
  int (*finish)(sb_context *context, void *state);
  /// Track stages: all inputs are there.
  int (*run)(sb_context *context, void *state);
  /// At the end. May be null.
  void (*close)(void *state);
  /// Anything; `sb_own` gives it to the callbacks. For stages that are made at run time.
  void *own;
} sb_stage;

/// A program with stages.
typedef struct sb_plugin {
  const char *name;
  const char *version;
  const char *licence;
  /// A table of stages that ends with an empty row; may be null.
  const sb_stage *stages;
  /// For stages that are made at run time: one by its id; or null, and `sb_fail` says why. Asked where the table has
  /// none. May be null.
  const sb_stage *(*find)(const struct sb_plugin *plugin, sb_context *context, const char *id);
  /// Anything, for `find`.
  void *own;
} sb_plugin;

// The program

/// The plugin's `main`: answers `describe` and `serve`. Gives the exit code.
int sb_main(int count, char **arguments, const sb_plugin *plugin);

/// Only `serve`, for programs with a `describe` of their own.
int sb_serve(const sb_plugin *plugin);

/// The declaration of one stage as JSON on one line, for programs with a `describe` of their own.
void sb_describe_stage(FILE *file, const sb_stage *stage);

/// A text as JSON, quotes included. Bytes that are no UTF-8 become U+FFFD.
void sb_write_text(FILE *file, const char *text);

/// Standard output as a file of its own; from now on, what is printed goes to standard error.
FILE *sb_take_output(void);

// Settings, by name. A name or type that is not declared ends the program: it is a fault of the plugin.

bool sb_is_none(sb_context *context, const char *name);
double sb_number(sb_context *context, const char *name);
long long sb_integer(sb_context *context, const char *name);
bool sb_boolean(sb_context *context, const char *name);
/// A text, a choice, or a file's absolute path; null for none.
const char *sb_text(sb_context *context, const char *name);
size_t sb_list_count(sb_context *context, const char *name);
double sb_list_number(sb_context *context, const char *name, size_t index);
const char *sb_list_text(sb_context *context, const char *name, size_t index);

// Inputs, by port. In `formats`, `open` and `start` streams have their formats but no rows; other kinds are not there.

/// The artifact of a port; null if the port is not wired.
const sb_input *sb_get(sb_context *context, const char *port);
/// How many artifacts a port has; more than 1 only if it takes a list.
size_t sb_count(sb_context *context, const char *port);
const sb_input *sb_get_at(sb_context *context, const char *port, size_t index);
/// What `formats` named for an output of frames; null in `formats` itself.
const sb_format *sb_output_format(sb_context *context, const char *port);
/// The stage's `own`.
void *sb_own(sb_context *context);
/// The track; its fields are empty before one begins.
const sb_info *sb_track(sb_context *context);

// Results. All are copied. Texts that are no UTF-8 are mended. A number that is none fails, unless the port allows it.

/// Frame stages: the next rows of the output of frames.
int sb_give(sb_context *context, const float *values, size_t rows);
/// Track stages: all rows of an output of frames, in the format that `formats` named.
int sb_give_frames(sb_context *context, const char *port, const float *values, size_t rows);
int sb_give_number(sb_context *context, const char *port, double number);
/// Events in any order; they are sorted by their starts.
int sb_give_events(sb_context *context, const char *port, const sb_event *events, size_t count);
/// A document or text: a file's bytes.
int sb_give_bytes(sb_context *context, const char *port, const void *bytes, size_t count);
/// A model's bytes with metadata, any JSON; null for none.
int sb_give_model(sb_context *context, const char *port, const void *bytes, size_t count, const char *metadata);
/// Shots or labels as JSON.
int sb_give_json(sb_context *context, const char *port, const char *json);

// What goes wrong

/// A warning for the user; the work goes on.
void sb_warn(sb_context *context, const char *format, ...) SB_PRINTF(2, 3);
/// The track, or these settings, cannot be done: `return sb_fail(context, "what to do", "what is wrong");`. The remedy
/// may be null. Only the first reason is told.
int sb_fail(sb_context *context, const char *remedy, const char *format, ...) SB_PRINTF(3, 4);

#ifdef __cplusplus
}
#endif

#endif
