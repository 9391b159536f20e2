// Sums, dropout and the optimisers' steps.
#pragma once
#include "Vector.h"

/// The sums of up to four vectors of columns; `vectors` is a constant where it is called.
NK_INLINE void sumVectors(
    const int vectors, const float *source, ptrdiff_t stride, ptrdiff_t rows, ptrdiff_t columns, float *sums, bool adds) {
  Vector sum[4];
#pragma clang loop unroll(full)
  for (int j = 0; j < vectors; j++) { sum[j] = (Vector){0}; }
  for (ptrdiff_t row = 0; row < rows; row++) {
#pragma clang loop unroll(full)
    for (int j = 0; j < vectors; j++) {
      const ptrdiff_t place = j * NK_WIDTH;
      sum[j] += vectors == 1 ? loadPart(source + row * stride, columns) : load(source + row * stride + place);
    }
  }
#pragma clang loop unroll(full)
  for (int j = 0; j < vectors; j++) {
    const ptrdiff_t place = j * NK_WIDTH, left = columns - place;
    storePart(adds ? loadPart(sums + place, left) + sum[j] : sum[j], sums + place, left);
  }
}

static void sumColumns(
    const float *source, ptrdiff_t stride, ptrdiff_t rows, ptrdiff_t columns, float *sums, bool adds) {
  ptrdiff_t first = 0;
  // Several vectors of a row at once, since the row before is far away.
  for (; columns - first >= 4 * NK_WIDTH; first += 4 * NK_WIDTH) {
    sumVectors(4, source + first, stride, rows, columns - first, sums + first, adds);
  }
  for (; first < columns; first += NK_WIDTH) {
    sumVectors(1, source + first, stride, rows, columns - first, sums + first, adds);
  }
}

static double sumOfSquares(const float *values, ptrdiff_t count) {
  Doubles sums = {0};
  for (ptrdiff_t i = 0; i < count; i += NK_WIDTH) {
    const Doubles value = __builtin_convertvector(loadPart(values + i, count - i), Doubles);
    sums += value * value;
  }
  double sum = 0;
  for (int lane = 0; lane < NK_WIDTH; lane++) { sum += sums[lane]; }
  return sum;
}

static void drop(float *values, ptrdiff_t count, uint64_t key, uint32_t threshold, float scale) {
  const Bits zero = {0};
  Bits position;
  for (uint32_t lane = 0; lane < NK_WIDTH; lane++) { position[lane] = lane; }
  for (ptrdiff_t i = 0; i < count; i += NK_WIDTH, position += NK_WIDTH) {
    // Two rounds of xor, shift and odd multiplication on each half of the key, as in the finalisers of 32-bit hashes.
    Bits bits = position * 0x9e3779b1u + (uint32_t)key;
    bits = (bits ^ (bits >> 16)) * 0x7feb352du;
    bits = (bits ^ (bits >> 15)) * 0x846ca68bu;
    bits = bits ^ (bits >> 16) ^ (zero + (uint32_t)(key >> 32));
    bits = (bits ^ (bits >> 16)) * 0x7feb352du;
    bits = (bits ^ (bits >> 15)) * 0x846ca68bu;
    bits = bits ^ (bits >> 16);
    const Bits kept = (Bits)(bits >= zero + threshold);
    const Vector value = loadPart(values + i, count - i) * scale;
    storePart((Vector)((Bits)value & kept), values + i, count - i);
  }
}

static void rmsprop(
    float *parameters, const float *gradients, float *squares, ptrdiff_t count, float rate, double decay,
    float epsilon, float scale) {
  const float keep = (float)decay, take = (float)(1 - decay);
  for (ptrdiff_t i = 0; i < count; i += NK_WIDTH) {
    const ptrdiff_t left = count - i;
    const Vector gradient = loadPart(gradients + i, left) * scale;
    const Vector square = loadPart(squares + i, left) * keep + gradient * gradient * take;
    const Vector step = gradient / (__builtin_elementwise_sqrt(square) + epsilon);
    storePart(square, squares + i, left);
    storePart(loadPart(parameters + i, left) - step * rate, parameters + i, left);
  }
}

static void adam(
    float *parameters, const float *gradients, float *means, float *squares, ptrdiff_t count, float rate,
    double decay1, double decay2, float epsilon, float correction, float scale) {
  const float keep1 = (float)decay1, take1 = (float)(1 - decay1);
  const float keep2 = (float)decay2, take2 = (float)(1 - decay2);
  for (ptrdiff_t i = 0; i < count; i += NK_WIDTH) {
    const ptrdiff_t left = count - i;
    const Vector gradient = loadPart(gradients + i, left) * scale;
    const Vector mean = loadPart(means + i, left) * keep1 + gradient * take1;
    const Vector square = loadPart(squares + i, left) * keep2 + gradient * gradient * take2;
    const Vector step = mean / (__builtin_elementwise_sqrt(square) / correction + epsilon);
    storePart(mean, means + i, left);
    storePart(square, squares + i, left);
    storePart(loadPart(parameters + i, left) - step * rate, parameters + i, left);
  }
}
