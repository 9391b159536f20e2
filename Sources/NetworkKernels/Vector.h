// Vectors of NK_WIDTH numbers, and the functions of them that cells need. Included once for each instruction set.
#pragma once
#include <stddef.h>
#include <stdint.h>
#include <string.h>

typedef float Vector __attribute__((vector_size(NK_WIDTH * 4)));
typedef int32_t Integers __attribute__((vector_size(NK_WIDTH * 4)));
typedef uint32_t Bits __attribute__((vector_size(NK_WIDTH * 4)));
typedef double Doubles __attribute__((vector_size(NK_WIDTH * 8)));
// Rows start anywhere.
typedef float LooseVector __attribute__((vector_size(NK_WIDTH * 4), aligned(4), may_alias));

#define NK_INLINE static inline __attribute__((always_inline))

NK_INLINE Vector load(const float *source) { return *(const LooseVector *)source; }

NK_INLINE void store(Vector value, float *target) { *(LooseVector *)target = value; }

/// The first numbers of a vector where a row ends, and zeros.
NK_INLINE Vector loadPart(const float *source, ptrdiff_t left) {
  if (left >= NK_WIDTH) { return load(source); }
  Vector value = {0};
  memcpy(&value, source, (size_t)left * sizeof(float));
  return value;
}

NK_INLINE void storePart(Vector value, float *target, ptrdiff_t left) {
  if (left >= NK_WIDTH) {
    store(value, target);
  } else {
    memcpy(target, &value, (size_t)left * sizeof(float));
  }
}

NK_INLINE Vector clamp(Vector x, float low, float high) {
  const Vector zero = {0};
  return __builtin_elementwise_min(__builtin_elementwise_max(x, zero + low), zero + high);
}

/// e^x = 2^n e^r with n an integer and |r| <= ln 2 / 2; a minimax polynomial for e^r, relative error 3e-9 before
/// rounding.
NK_INLINE Vector exponential(Vector x) {
  x = clamp(x, -87.0f, 87.0f);
  // Adding 1.5 * 2^23 leaves the nearest integer in the low bits of the mantissa.
  const Vector shifted = x * 1.44269504f + 12582912.0f;
  const Vector n = shifted - 12582912.0f;
  // ln 2 in two parts, of which the first times n is exact.
  Vector r = x - n * 0.693359375f;
  r = r + n * 2.12194440e-4f;
  Vector p = r * 1.3814540579915047e-3f + 8.36874544620514e-3f;
  p = p * r + 4.166838899254799e-2f;
  p = p * r + 1.666652113199234e-1f;
  p = p * r + 4.999999403953552e-1f;
  p = p * r + 1.0f;
  p = p * r + 1.0f;
  return (Vector)(((Bits)shifted << 23) + (Bits)p);
}

NK_INLINE Vector sigmoid(Vector x) { return 1.0f / (1.0f + exponential(-x)); }

/// A rational minimax approximation, relative error 2e-8 before rounding. From 9 on, tanh rounds to 1.
NK_INLINE Vector hyperbolicTangent(Vector x) {
  x = clamp(x, -9.0f, 9.0f);
  const Vector y = x * x;
  Vector p = y * 1.3319090719221549e-8f + 2.0583502191584557e-5f;
  p = p * y + 3.494036151096225e-3f;
  p = p * y + 1.3379719853401184e-1f;
  p = p * y + 1.0f;
  Vector q = y * 7.762029667901515e-7f + 3.283095429651439e-4f;
  q = q * y + 2.587107941508293e-2f;
  q = q * y + 4.671303331851959e-1f;
  q = q * y + 1.0f;
  return x * p / q;
}
