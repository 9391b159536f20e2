// A plugin that does a little of everything the C kit can, for check_c_kit.py.
#include "songboard_plugin.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

// Running sums: what a row is depends on all rows before it, so a fault at the borders of blocks shows.

typedef struct {
  double *sums;
  size_t rows;
} sums;

static int sums_formats(sb_context *context, sb_format *outputs) {
  if (strcmp(sb_text(context, "mode"), "refuse") == 0)
    return sb_fail(context, "choose mode add", "mode refuse was asked for, \xff \"%s\"", sb_text(context, "word"));
  if (strcmp(sb_text(context, "mode"), "silent") == 0) return 1;
  outputs[0] = sb_get(context, "rows")->format;
  outputs[0].quantity = "sums";
  return 0;
}

static int sums_open(sb_context *context, void **state) {
  sums *fresh = calloc(1, sizeof *fresh);
  fresh->sums = calloc(sb_get(context, "rows")->format.width, sizeof *fresh->sums);
  *state = fresh;
  return 0;
}

static int sums_start(sb_context *context, void *state) {
  sums *sums = state;
  memset(sums->sums, 0, sb_get(context, "rows")->format.width * sizeof *sums->sums);
  sums->rows = 0;
  printf("%s begins, seed %llu\n", sb_track(context)->name, (unsigned long long)sb_track(context)->seed);
  return 0;
}

static int sums_process(sb_context *context, void *state) {
  sums *sums = state;
  const sb_input *rows = sb_get(context, "rows");
  size_t width = rows->format.width;
  float *result = malloc(rows->rows * width * sizeof *result + 1);
  for (size_t i = 0; i < rows->rows * width; i++) {
    sums->sums[i % width] += rows->values[i] * (sb_is_none(context, "gain") ? 1 : sb_number(context, "gain"));
    result[i] = (float)sums->sums[i % width];
  }
  sums->rows += rows->rows;
  int done = sb_give(context, result, rows->rows);
  free(result);
  return done;
}

static int sums_finish(sb_context *context, void *state) {
  sb_warn(context, "%zu rows", ((sums *)state)->rows);
  return sb_give_number(context, "count", (double)((sums *)state)->rows);
}

static void sums_close(void *state) {
  free(((sums *)state)->sums);
  free(state);
}

// Any number of streams, beside each other.

static int join_formats(sb_context *context, sb_format *outputs) {
  for (size_t i = 0; i < sb_count(context, "parts"); i++)
    outputs[0].width += sb_get_at(context, "parts", i)->format.width;
  outputs[0].rate = sb_get(context, "parts")->format.rate;
  return 0;
}

static int join_process(sb_context *context, void *state) {
  (void)state;
  size_t count = sb_get(context, "parts")->rows;
  for (size_t row = 0; row < count; row++) {
    float joined[64];
    size_t width = 0;
    for (size_t i = 0; i < sb_count(context, "parts"); i++) {
      const sb_input *part = sb_get_at(context, "parts", i);
      memcpy(joined + width, part->values + row * part->format.width, part->format.width * sizeof(float));
      width += part->format.width;
    }
    if (sb_give(context, joined, 1) != 0) return -1;
  }
  return 0;
}

// Everything comes back as it is.

static int echo_formats(sb_context *context, sb_format *outputs) {
  outputs[0] = sb_get(context, "frames")->format;
  return 0;
}

static int echo_run(sb_context *context, void *state) {
  (void)state;
  const sb_input *frames = sb_get(context, "frames"), *events = sb_get(context, "events");
  const sb_input *number = sb_get(context, "number"), *shots = sb_get(context, "shots");
  const sb_input *text = sb_get(context, "text"), *model = sb_get(context, "model");
  sb_give_frames(context, "frames", frames->values, frames->rows);
  if (events) sb_give_events(context, "events", events->events, events->event_count);
  if (number) sb_give_number(context, "number", number->number);
  if (shots) sb_give_json(context, "shots", shots->json);
  if (text && text->bytes) sb_give_bytes(context, "document", text->bytes, text->byte_count);
  if (model) sb_give_model(context, "model", model->bytes, model->byte_count, model->json);
  return 0;
}

static const sb_stage stages[] = {
    {.id = "probe.sums",
     .revision = 2,
     .doc = "Running sums of each column.",
     .source = "the check of the C kit",
     .inputs = (const sb_port[]){{.name = "rows", .kind = "frames", .doc = "Rows to sum."}, {0}},
     .outputs = (const sb_port[]){{.name = "sums", .kind = "frames", .doc = "The sums so far."},
                                  {.name = "count", .kind = "number", .doc = "How many rows there were."},
                                  {0}},
     .parameters =
         (const sb_parameter[]){
             {.name = "mode", .type = "choice", .initial = "add", .doc = "What is done.",
              .choices = (const char *const[]){"add", "refuse", "silent", NULL}},
             {.name = "gain", .type = "number or none", .initial = "none", .doc = "What rows are multiplied with.",
              .minimum = -2, .maximum = 2},
             {.name = "word", .type = "text", .initial = "x", .doc = "Any word at all."},
             {0}},
     .formats = sums_formats, .open = sums_open, .start = sums_start, .process = sums_process, .finish = sums_finish,
     .close = sums_close},
    {.id = "probe.join",
     .doc = "Rows beside each other.",
     .source = "the check of the C kit",
     .inputs = (const sb_port[]){{.name = "parts", .kind = "frames", .doc = "Parts of a row.", .list = true}, {0}},
     .outputs = (const sb_port[]){{.name = "rows", .kind = "frames", .doc = "The whole rows.", .nan = true}, {0}},
     .formats = join_formats, .process = join_process},
    {.id = "probe.echo",
     .granularity = SB_TRACK,
     .doc = "Gives what it is given.",
     .source = "the check of the C kit",
     .inputs = (const sb_port[]){{.name = "frames", .kind = "frames", .doc = "Rows of numbers."},
                                 {.name = "events", .kind = "events", .doc = "Some events.", .optional = true},
                                 {.name = "number", .kind = "number", .doc = "Some number.", .optional = true},
                                 {.name = "shots", .kind = "shots", .doc = "A shot plan.", .optional = true},
                                 {.name = "text", .kind = "text", .doc = "A file's text.", .optional = true},
                                 {.name = "model", .kind = "model", .doc = "A model of any type.", .optional = true},
                                 {0}},
     .outputs = (const sb_port[]){{.name = "frames", .kind = "frames", .doc = "Rows of numbers."},
                                  {.name = "events", .kind = "events", .doc = "Some events."},
                                  {.name = "number", .kind = "number", .doc = "Some number."},
                                  {.name = "shots", .kind = "shots", .doc = "A shot plan."},
                                  {.name = "document", .kind = "document", .doc = "A file.", .extension = "txt"},
                                  {.name = "model", .kind = "model", .doc = "A model of any type."},
                                  {0}},
     .formats = echo_formats, .run = echo_run},
    {0}};

int main(int count, char **arguments) {
  return sb_main(count, arguments, &(sb_plugin){.name = "probe", .version = "1.0", .licence = "MIT", .stages = stages});
}
