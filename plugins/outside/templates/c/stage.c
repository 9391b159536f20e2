// The plugin mystage: one stage, to be changed into yours. README.md says where to begin.
#include <stdlib.h>

#include "songboard_plugin.h"

/// How far the loudest band of each row stands out: the largest power over the mean. Powers below `floor` count as it.
static void crest(const float *power, size_t rows, size_t width, float floor, float *result) {
  for (size_t row = 0; row < rows; row++) {
    double sum = 0, largest = 0;
    for (size_t band = 0; band < width; band++) {
      double value = power[row * width + band];
      if (!(value > floor)) value = floor;
      if (value > largest) largest = value;
      sum += value;
    }
    result[row] = (float)(largest * (double)width / sum);
  }
}

/// Before any song is opened: what the rows will be. Here one number for each row that comes in.
static int formats(sb_context *context, sb_format *outputs) {
  outputs[0] = (sb_format){.quantity = "crest", .width = 1, .rate = sb_get(context, "mel")->format.rate};
  return 0;
}

/// Some rows have come. How many is up to songboard, and must not change the result.
static int process(sb_context *context, void *state) {
  (void)state;
  const sb_input *mel = sb_get(context, "mel");
  if (mel->rows == 0) return 0;
  float *result = malloc(mel->rows * sizeof *result);
  if (!result) return sb_fail(context, NULL, "out of memory");
  crest(mel->values, mel->rows, mel->format.width, (float)sb_number(context, "floor"), result);
  int done = sb_give(context, result, mel->rows);
  free(result);
  return done;
}

// `songboard describe mystage` shows what is declared here.
static const sb_stage stages[] = {
    {.id = "mystage",
     .revision = 1,
     .granularity = SB_FRAME,
     .doc = "Finds how far the loudest band of each frame stands out.",
     .source = "Peeters 2004, CUIDADO, spectral crest",
     .inputs = (const sb_port[]){{.name = "mel", .kind = "frames", .doc = "Power in bands."}, {0}},
     .outputs = (const sb_port[]){{.name = "mystage", .kind = "frames", .doc = "The largest power over the mean."}, {0}},
     .parameters = (const sb_parameter[]){{.name = "floor", .type = "number", .initial = "1e-10", .minimum = 1e-30,
                                           .maximum = 1, .doc = "The least power that counts."},
                                          {0}},
     .formats = formats,
     .process = process},
    {0}};

int main(int count, char **arguments) {
  const sb_plugin plugin = {.name = "mystage", .version = "1.0", .licence = "MIT", .stages = stages};
  return sb_main(count, arguments, &plugin);
}
