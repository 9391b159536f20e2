// The matrix product: tiles of NKTileRows x NK_PANEL sums that stay in registers (Goto, van de Geijn 2008, Anatomy of
// high-performance matrix multiplication).
#pragma once
#include "Kernels.h"
#include "Vector.h"

/// Columns of a panel: two vectors, so that 12 sums hide the latency of the multiplier, and 16 registers suffice.
#define NK_PANEL (2 * NK_WIDTH)

/// The depth of a product is divided into parts of this length: a panel of one stays in the first cache.
enum { depthPart = 256 };
/// Rows of the left side that stay in the second cache while the panels pass.
enum { rowPart = 96 };

static void packPanels(
    const float *source, ptrdiff_t row, ptrdiff_t column, ptrdiff_t depth, ptrdiff_t columns, float *panels) {
  for (ptrdiff_t first = 0; first < columns; first += NK_PANEL) {
    const ptrdiff_t width = columns - first < NK_PANEL ? columns - first : NK_PANEL;
    const float *start = source + first * column;
    if (width < NK_PANEL) { memset(panels, 0, (size_t)(depth * NK_PANEL) * sizeof(float)); }
    if (column == 1 && width == NK_PANEL) {
      for (ptrdiff_t k = 0; k < depth; k++) {
        memcpy(panels + k * NK_PANEL, start + k * row, NK_PANEL * sizeof(float));
      }
    } else {
      for (ptrdiff_t k = 0; k < depth; k++) {
        for (ptrdiff_t j = 0; j < width; j++) { panels[k * NK_PANEL + j] = start[k * row + j * column]; }
      }
    }
    panels += depth * NK_PANEL;
  }
}

static void packRows(const float *source, ptrdiff_t stride, ptrdiff_t depth, ptrdiff_t rows, float *packed) {
  // A few rows of the source at a time: at strides of powers of two, more would not fit the first cache together.
  enum { together = 8 };
  for (ptrdiff_t firstDepth = 0; firstDepth < depth; firstDepth += together) {
    const ptrdiff_t lastDepth = depth - firstDepth < together ? depth : firstDepth + together;
    for (ptrdiff_t first = 0; first < rows; first += NKTileRows) {
      const ptrdiff_t height = rows - first < NKTileRows ? rows - first : NKTileRows;
      float *const block = packed + first * depth;
      for (ptrdiff_t k = firstDepth; k < lastDepth; k++) {
        const float *const start = source + first + k * stride;
        if (height == NKTileRows) {
          memcpy(block + k * NKTileRows, start, NKTileRows * sizeof(float));
        } else {
          memcpy(block + k * NKTileRows, start, (size_t)height * sizeof(float));
        }
      }
    }
  }
}

/// What a tile is made of, and where it goes.
typedef struct Tile {
  const float *left;
  ptrdiff_t row, step;
  const float *panel;
  ptrdiff_t panelStride;
  ptrdiff_t depth;
  float *result;
  ptrdiff_t stride, columns;
  bool adds;
} Tile;

/// A tile of `rows` rows and `panels` panels. Both are constants where it is called, so that the sums become registers.
NK_INLINE void multiplyTile(const int rows, const int panels, const Tile t) {
  Vector sums[NKTileRows][8];
  // What the sums are added to comes from far away while they are made.
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
#pragma clang loop unroll(full)
    for (int j = 0; j < panels; j++) {
      __builtin_prefetch(t.result + i * t.stride + j * NK_PANEL, 1);
      __builtin_prefetch(t.result + i * t.stride + (j + 1) * NK_PANEL - 1, 1);
    }
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
#pragma clang loop unroll(full)
    for (int j = 0; j < 2 * panels; j++) { sums[i][j] = (Vector){0}; }
  }
  const float *left = t.left;
  const float *right = t.panel;
  for (ptrdiff_t k = 0; k < t.depth; k++) {
    Vector values[8];
#pragma clang loop unroll(full)
    for (int j = 0; j < 2 * panels; j++) { values[j] = load(right + (j / 2) * t.panelStride + (j % 2) * NK_WIDTH); }
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
#pragma clang loop unroll(full)
      for (int j = 0; j < 2 * panels; j++) { sums[i][j] = sums[i][j] + values[j] * left[i * t.row]; }
    }
    left += t.step;
    right += NK_PANEL;
  }
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
#pragma clang loop unroll(full)
    for (int j = 0; j < 2 * panels; j++) {
      float *const target = t.result + i * t.stride + j * NK_WIDTH;
      const ptrdiff_t width = t.columns - j * NK_WIDTH;
      if (width > 0) { storePart(t.adds ? loadPart(target, width) + sums[i][j] : sums[i][j], target, width); }
    }
  }
}

/// A tile of any number of rows. Few rows take several panels at once, or the sums would wait for one another.
NK_INLINE void multiplyRows(ptrdiff_t rows, int panels, const Tile t) {
  if (panels == 4) {
    multiplyTile(1, 4, t);
  } else if (panels == 2) {
    if (rows == 1) { multiplyTile(1, 2, t); }
    if (rows == 2) { multiplyTile(2, 2, t); }
    if (rows == 3) { multiplyTile(3, 2, t); }
  } else {
    switch (rows) {
    case 1: multiplyTile(1, 1, t); break;
    case 2: multiplyTile(2, 1, t); break;
    case 3: multiplyTile(3, 1, t); break;
    case 4: multiplyTile(4, 1, t); break;
    case 5: multiplyTile(5, 1, t); break;
    default: multiplyTile(6, 1, t); break;
    }
  }
}

static void multiply(
    NKRows left, ptrdiff_t rows, const float *panels, ptrdiff_t depth, ptrdiff_t columns, float *result,
    ptrdiff_t stride, bool adds, bool backwards) {
  const ptrdiff_t panelCount = (columns + NK_PANEL - 1) / NK_PANEL;
  const int together = rows == 1 ? 4 : rows <= 3 ? 2 : 1;
  // Groups of panels, and after them the panels that fill no group.
  const ptrdiff_t full = panelCount / together;
  const ptrdiff_t groups = full + panelCount % together;
  for (ptrdiff_t firstDepth = 0; firstDepth < depth; firstDepth += depthPart) {
    const ptrdiff_t partDepth = depth - firstDepth < depthPart ? depth - firstDepth : depthPart;
    for (ptrdiff_t firstRow = 0; firstRow < rows; firstRow += rowPart) {
      const ptrdiff_t lastRow = rows - firstRow < rowPart ? rows : firstRow + rowPart;
      for (ptrdiff_t number = 0; number < groups; number++) {
        const ptrdiff_t group = backwards ? groups - 1 - number : number;
        const int taken = group < full ? together : 1;
        const ptrdiff_t panel = group < full ? group * together : full * together + group - full;
        for (ptrdiff_t i = firstRow; i < lastRow; i += NKTileRows) {
          const Tile tile = {
              .left = left.start + (i / NKTileRows) * left.block + firstDepth * left.step,
              .row = left.row,
              .step = left.step,
              .panel = panels + (panel * depth + firstDepth) * NK_PANEL,
              .panelStride = depth * NK_PANEL,
              .depth = partDepth,
              .result = result + i * stride + panel * NK_PANEL,
              .stride = stride,
              .columns = columns - panel * NK_PANEL,
              .adds = adds || firstDepth > 0,
          };
          multiplyRows(lastRow - i, taken, tile);
        }
      }
    }
  }
}
