// One step in time of the recurrent cells, forward and backward, for some songs at once.
#pragma once
#include "Vector.h"

static void lstmForward(
    float *slots, const float *bias, const float *cell, ptrdiff_t rows, ptrdiff_t units, float *cellTanh, float *output,
    ptrdiff_t stride, float *next, float *nextCell, ptrdiff_t passed) {
  for (ptrdiff_t row = 0; row < rows; row++) {
    float *const slot = slots + row * 4 * units;
    for (ptrdiff_t u = 0; u < units; u += NK_WIDTH) {
      const ptrdiff_t left = units - u;
      const Vector i = sigmoid(loadPart(slot + u, left) + loadPart(bias + u, left));
      const Vector f = sigmoid(loadPart(slot + units + u, left) + loadPart(bias + units + u, left));
      const Vector g = hyperbolicTangent(loadPart(slot + 2 * units + u, left) + loadPart(bias + 2 * units + u, left));
      const Vector o = sigmoid(loadPart(slot + 3 * units + u, left) + loadPart(bias + 3 * units + u, left));
      const Vector c = f * loadPart(cell + row * units + u, left) + i * g;
      const Vector bounded = hyperbolicTangent(c);
      const Vector h = o * bounded;
      storePart(i, slot + u, left);
      storePart(f, slot + units + u, left);
      storePart(g, slot + 2 * units + u, left);
      storePart(o, slot + 3 * units + u, left);
      storePart(bounded, cellTanh + row * units + u, left);
      storePart(h, output + row * stride + u, left);
      if (row < passed) {
        storePart(h, next + row * units + u, left);
        storePart(c, nextCell + row * units + u, left);
      }
    }
  }
}

static void lstmBackward(
    float *slots, const float *cell, const float *cellTanh, const float *upstream, ptrdiff_t stride,
    const float *fromNext, float *cellGradient, ptrdiff_t rows, ptrdiff_t units) {
  for (ptrdiff_t row = 0; row < rows; row++) {
    float *const slot = slots + row * 4 * units;
    for (ptrdiff_t u = 0; u < units; u += NK_WIDTH) {
      const ptrdiff_t left = units - u;
      const ptrdiff_t place = row * units + u;
      const Vector i = loadPart(slot + u, left);
      const Vector f = loadPart(slot + units + u, left);
      const Vector g = loadPart(slot + 2 * units + u, left);
      const Vector o = loadPart(slot + 3 * units + u, left);
      const Vector bounded = loadPart(cellTanh + place, left);
      const Vector dh = loadPart(upstream + row * stride + u, left) + loadPart(fromNext + place, left);
      const Vector dc = loadPart(cellGradient + place, left) + dh * o * (1.0f - bounded * bounded);
      storePart(dc * g * (i * (1.0f - i)), slot + u, left);
      storePart(dc * loadPart(cell + place, left) * (f * (1.0f - f)), slot + units + u, left);
      storePart(dc * i * (1.0f - g * g), slot + 2 * units + u, left);
      storePart(dh * bounded * (o * (1.0f - o)), slot + 3 * units + u, left);
      storePart(dc * f, cellGradient + place, left);
    }
  }
}

static void gruForward(
    float *slots, const float *bias, const float *previous, ptrdiff_t rows, ptrdiff_t units, float *output,
    ptrdiff_t stride, float *next, ptrdiff_t passed) {
  for (ptrdiff_t row = 0; row < rows; row++) {
    float *const slot = slots + row * 4 * units;
    for (ptrdiff_t u = 0; u < units; u += NK_WIDTH) {
      const ptrdiff_t left = units - u;
      const Vector r = sigmoid(loadPart(slot + u, left) + loadPart(bias + u, left));
      const Vector z = sigmoid(loadPart(slot + units + u, left) + loadPart(bias + units + u, left));
      const Vector q = loadPart(slot + 2 * units + u, left) + loadPart(bias + 2 * units + u, left);
      const Vector n =
          hyperbolicTangent(loadPart(slot + 3 * units + u, left) + loadPart(bias + 3 * units + u, left) + r * q);
      const Vector h = n + z * (loadPart(previous + row * units + u, left) - n);
      storePart(r, slot + u, left);
      storePart(z, slot + units + u, left);
      storePart(q, slot + 2 * units + u, left);
      storePart(n, slot + 3 * units + u, left);
      storePart(h, output + row * stride + u, left);
      if (row < passed) { storePart(h, next + row * units + u, left); }
    }
  }
}

static void gruBackward(
    float *slots, const float *previous, const float *upstream, ptrdiff_t stride, float *gradient, ptrdiff_t rows,
    ptrdiff_t units) {
  for (ptrdiff_t row = 0; row < rows; row++) {
    float *const slot = slots + row * 4 * units;
    for (ptrdiff_t u = 0; u < units; u += NK_WIDTH) {
      const ptrdiff_t left = units - u;
      const ptrdiff_t place = row * units + u;
      const Vector r = loadPart(slot + u, left);
      const Vector z = loadPart(slot + units + u, left);
      const Vector q = loadPart(slot + 2 * units + u, left);
      const Vector n = loadPart(slot + 3 * units + u, left);
      const Vector dh = loadPart(upstream + row * stride + u, left) + loadPart(gradient + place, left);
      const Vector dn = dh * (1.0f - z) * (1.0f - n * n);
      storePart(dn * q * (r * (1.0f - r)), slot + u, left);
      storePart(dh * (loadPart(previous + place, left) - n) * (z * (1.0f - z)), slot + units + u, left);
      storePart(dn * r, slot + 2 * units + u, left);
      storePart(dn, slot + 3 * units + u, left);
      storePart(dh * z, gradient + place, left);
    }
  }
}
