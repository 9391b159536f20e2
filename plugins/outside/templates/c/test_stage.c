// Tests of the stage's function: make test
#include <math.h>

// The whole of stage.c, so that what is private to it can be called; its `main` makes way for the one below.
#define main main_of_stage
#include "stage.c"
#undef main

enum { bands = 128 };

static int faults = 0;

static void expect(const char *what, float found, float expected) {
  if (fabsf(found - expected) <= 1e-5f * expected) return;
  fprintf(stderr, "%s: %g in place of %g\n", what, found, expected);
  faults++;
}

int main(void) {
  // Silence, a pure tone, and two bands of which one is three times as loud.
  float power[3 * bands] = {0}, result[3];
  power[bands + 5] = 1;
  power[2 * bands] = 3;
  power[2 * bands + 9] = 1;
  crest(power, 3, bands, 1e-10f, result);
  expect("silence", result[0], 1);
  expect("a tone", result[1], bands);
  expect("two bands", result[2], 0.75f * bands);
  crest(power, 3, bands, 1, result);
  expect("a tone at the floor", result[1], 1);
  expect("one band above the floor", result[2], 3.0f * bands / (bands + 2));
  crest(power, 0, bands, 1, result);
  return faults > 0;
}
