#ifndef NETWORK_KERNELS_KERNELS_H
#define NETWORK_KERNELS_KERNELS_H

#include "InstructionSet.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The left side of a matrix product, in blocks of as many rows as a tile has.
///
/// The number in row `i` and column `k` stands at `start[(i / tileRows) * block + (i % tileRows) * row + k * step]`, with
/// the kernels' `tileRows`. A row-major matrix of stride `s` has block `tileRows * s`, row `s`, step 1; what `packRows`
/// writes for `k` columns has block `tileRows * k`, row 1, step `tileRows`.
typedef struct NKRows {
  const float *_Nonnull start;
  ptrdiff_t block;
  ptrdiff_t row;
  ptrdiff_t step;
} NKRows;

/// The kernels of one instruction set. Each number is computed from its own inputs in an order that depends on the
/// depth of the product alone, so that dividing rows or columns between calls changes no bit.
///
/// Cells keep four slots of `units` numbers per row. LSTM: the gates i, f, g, o. GRU: the gates r and z, then q = U_n h
/// + b_hn, then n = tanh(W_n x + b_in + r q). In the backward functions, derivatives with respect to what goes into the
/// gates replace them; a GRU's slots are then dr, dz, r dn and dn, so that the first three belong to the recurrent
/// weights, and the slots 0, 1 and 3 to the input weights.
typedef struct NKKernels {
  /// Columns of a panel.
  ptrdiff_t panelWidth;
  /// Rows that a product computes at once.
  ptrdiff_t tileRows;

  /// Copies the right side of a product, `depth` x `columns`, into panels: for each `panelWidth` columns, all rows of
  /// them, the last panel filled up with zeros. The number in row `k` and column `j` stands at `source[k * row + j *
  /// column]`.
  void (*_Nonnull packPanels)(
      const float *_Nonnull source, ptrdiff_t row, ptrdiff_t column, ptrdiff_t depth, ptrdiff_t columns,
      float *_Nonnull panels);

  /// Copies the transpose of `source`, `depth` rows of `rows` numbers with the given stride, as the left side of a
  /// product.
  void (*_Nonnull packRows)(
      const float *_Nonnull source, ptrdiff_t stride, ptrdiff_t depth, ptrdiff_t rows, float *_Nonnull packed);

  /// result = left x panels, or result += left x panels: `rows` x `columns` numbers, over a depth of `depth`.
  /// `backwards` goes from the last panel to the first: of panels that exceed a cache and are used again and again, those used
  /// last are still there if each use goes the other way.
  void (*_Nonnull multiply)(
      NKRows left, ptrdiff_t rows, const float *_Nonnull panels, ptrdiff_t depth, ptrdiff_t columns,
      float *_Nonnull result, ptrdiff_t stride, bool adds, bool backwards);

  /// One step of an LSTM for `rows` songs. `slots` come in as sums without bias and go out as gates; the output goes to
  /// `output`, and for the first `passed` songs also to `next`, as the new cell does to `nextCell`.
  void (*_Nonnull lstmForward)(
      float *_Nonnull slots, const float *_Nonnull bias, const float *_Nonnull cell, ptrdiff_t rows, ptrdiff_t units,
      float *_Nonnull cellTanh, float *_Nonnull output, ptrdiff_t stride, float *_Nonnull next,
      float *_Nonnull nextCell, ptrdiff_t passed);

  /// One step back through an LSTM. `upstream` is the derivative by the output from above, `fromNext` that from the
  /// next step; `cellGradient` comes in as that of the cell from the next step and goes out as that of the cell before.
  void (*_Nonnull lstmBackward)(
      float *_Nonnull slots, const float *_Nonnull cell, const float *_Nonnull cellTanh, const float *_Nonnull upstream,
      ptrdiff_t stride, const float *_Nonnull fromNext, float *_Nonnull cellGradient, ptrdiff_t rows, ptrdiff_t units);

  /// One step of a GRU for `rows` songs, whose outputs of the step before are `previous`.
  void (*_Nonnull gruForward)(
      float *_Nonnull slots, const float *_Nonnull bias, const float *_Nonnull previous, ptrdiff_t rows,
      ptrdiff_t units, float *_Nonnull output, ptrdiff_t stride, float *_Nonnull next, ptrdiff_t passed);

  /// One step back through a GRU. `gradient` comes in as the derivative by the output from the next step and goes out
  /// as the part of the one before that does not pass through the recurrent weights.
  void (*_Nonnull gruBackward)(
      float *_Nonnull slots, const float *_Nonnull previous, const float *_Nonnull upstream, ptrdiff_t stride,
      float *_Nonnull gradient, ptrdiff_t rows, ptrdiff_t units);

  /// sums = the sums of the columns, or sums += them.
  void (*_Nonnull sumColumns)(
      const float *_Nonnull source, ptrdiff_t stride, ptrdiff_t rows, ptrdiff_t columns, float *_Nonnull sums,
      bool adds);

  /// The sum of the squares, in double precision.
  double (*_Nonnull sumOfSquares)(const float *_Nonnull values, ptrdiff_t count);

  /// Sets each number to 0 where its own 32 random bits are below `threshold`, and multiplies the others by `scale`.
  /// The bits are a hash of `key` and the number's position.
  void (*_Nonnull drop)(float *_Nonnull values, ptrdiff_t count, uint64_t key, uint32_t threshold, float scale);

  /// A step of RMSprop with gradients times `scale`; PyTorch's `torch.optim.RMSprop` without momentum.
  void (*_Nonnull rmsprop)(
      float *_Nonnull parameters, const float *_Nonnull gradients, float *_Nonnull squares, ptrdiff_t count, float rate,
      double decay, float epsilon, float scale);

  /// A step of Adam with gradients times `scale`; PyTorch's `torch.optim.Adam`. `rate` is already divided by the first
  /// moment's correction, `correction` is the square root of the second's.
  void (*_Nonnull adam)(
      float *_Nonnull parameters, const float *_Nonnull gradients, float *_Nonnull means, float *_Nonnull squares,
      ptrdiff_t count, float rate, double decay1, double decay2, float epsilon, float correction, float scale);
} NKKernels;

/// The kernels of an instruction set; of the baseline where this architecture does not know it. The processor must have
/// it.
NKKernels NKKernelsOf(NKInstructionSet set);

#endif
