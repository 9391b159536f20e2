// Spectral flatness as librosa.feature.spectral_flatness defines it: the least whole stage on the C kit.
#include <math.h>
#include <stdlib.h>

#include "songboard_plugin.h"

/// How many numbers share a logarithm: the product of as many floats fits a double.
enum { numbers_per_logarithm = 8 };

/// The flatness of each row: the geometric mean of its powers over their arithmetic mean.
void flatness_of_rows(const float *power, size_t rows, size_t width, float floor, float *flatness) {
  for (size_t row = 0; row < rows; row++) {
    const float *at = power + row * width;
    double logarithms = 0, sum = 0, product = 1;
    for (size_t i = 0; i < width; i++) {
      double value = at[i] > floor ? at[i] : floor;
      sum += value;
      product *= value;
      if (i % numbers_per_logarithm == numbers_per_logarithm - 1) {
        logarithms += log(product);
        product = 1;
      }
    }
    logarithms += log(product);
    flatness[row] = (float)(exp(logarithms / (double)width) / (sum / (double)width));
  }
}

static int formats(sb_context *context, sb_format *outputs) {
  const sb_format *spectrum = &sb_get(context, "spectrum")->format;
  if (spectrum->transform_length == 0)
    return sb_fail(context, "wire it to spectrum", "takes a spectrum, but is given %s", spectrum->quantity);
  outputs[0] = (sb_format){.quantity = "flatness", .width = 1, .rate = spectrum->rate};
  return 0;
}

static int process(sb_context *context, void *state) {
  (void)state;
  const sb_input *spectrum = sb_get(context, "spectrum");
  float *flatness = malloc(spectrum->rows * sizeof *flatness + 1);
  if (!flatness) return sb_fail(context, NULL, "out of memory");
  flatness_of_rows(
      spectrum->values, spectrum->rows, spectrum->format.width, (float)sb_number(context, "amin"), flatness);
  int done = sb_give(context, flatness, spectrum->rows);
  free(flatness);
  return done;
}

static const sb_stage stages[] = {
    {.id = "flatness.c",
     .revision = 1,
     .granularity = SB_FRAME,
     .doc = "Measures how much a spectrum is like noise, and not like a tone.",
     .source = "librosa 0.11.0, librosa.feature.spectral_flatness",
     .inputs = (const sb_port[]){{.name = "spectrum", .kind = "frames", .doc = "The power spectrum."}, {0}},
     .outputs =
         (const sb_port[]){{.name = "flatness", .kind = "frames", .doc = "One number a row: 1 for noise, 0 for a tone."},
                           {0}},
     .parameters = (const sb_parameter[]){{.name = "amin", .type = "number", .initial = "1e-10", .minimum = 1e-30,
                                           .maximum = 1, .doc = "The least power that counts."},
                                          {0}},
     .formats = formats,
     .process = process},
    {0}};

int main(int count, char **arguments) {
  const sb_plugin plugin = {.name = "flatness-c", .version = "1.0", .licence = "MIT", .stages = stages};
  return sb_main(count, arguments, &plugin);
}
