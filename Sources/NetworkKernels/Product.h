// The matrix product: tiles of NK_TILE_ROWS x NK_PANEL sums that stay in registers (Goto, van de Geijn 2008, Anatomy of
// high-performance matrix multiplication).
#pragma once
#include "Kernels.h"
#include "Vector.h"

/// Columns of a panel.
#define NK_PANEL (NK_VECTORS * NK_WIDTH)
/// Vectors of the right side that a tile takes at most.
#define NK_TILE_VECTORS (4 * NK_VECTORS)

/// The depth of a product is divided into parts of this length, for all instruction sets alike: a number is the same sum
/// whatever the tile.
enum { depthPart = 256 };
/// Rows of the left side that stay in the second cache while the panels pass: whole tiles.
enum { rowPart = 96 };

static void packPanels(
    const float *source, ptrdiff_t row, ptrdiff_t column, ptrdiff_t depth, ptrdiff_t columns, float *panels) {
  for (ptrdiff_t first = 0; first < columns; first += NK_PANEL) {
    const ptrdiff_t width = columns - first < NK_PANEL ? columns - first : NK_PANEL;
    const float *const start = source + first * column;
    if (width < NK_PANEL) { memset(panels, 0, (size_t)(depth * NK_PANEL) * sizeof(float)); }
    const ptrdiff_t whole = column == 1 ? width / NK_WIDTH * NK_WIDTH : 0;
    for (ptrdiff_t k = 0; k < depth && whole > 0; k++) {
      for (ptrdiff_t j = 0; j < whole; j += NK_WIDTH) { store(load(start + k * row + j), panels + k * NK_PANEL + j); }
    }
    // Column by column: weights that have just changed are far away, and a processor fetches ahead what is read in order.
    for (ptrdiff_t j = whole; j < width; j++) {
      for (ptrdiff_t k = 0; k < depth; k++) { panels[k * NK_PANEL + j] = start[k * row + j * column]; }
    }
    panels += depth * NK_PANEL;
  }
}

static void packRows(const float *source, ptrdiff_t stride, ptrdiff_t depth, ptrdiff_t rows, float *packed) {
  // A few rows of the source at a time: at strides of powers of two, more would not fit the first cache together. The
  // next ones come from far away meanwhile, into the second.
  enum { together = 8 };
  for (ptrdiff_t firstDepth = 0; firstDepth < depth; firstDepth += together) {
    const ptrdiff_t lastDepth = depth - firstDepth < together ? depth : firstDepth + together;
    for (ptrdiff_t first = 0; first < rows; first += NK_TILE_ROWS) {
      const ptrdiff_t height = rows - first < NK_TILE_ROWS ? rows - first : NK_TILE_ROWS;
      float *const block = packed + first * depth;
      for (ptrdiff_t k = firstDepth; k < lastDepth; k++) {
        const float *const start = source + first + k * stride;
        __builtin_prefetch(start + together * stride, 0, 2);
        if (height == NK_TILE_ROWS) {
          __builtin_memcpy_inline(block + k * NK_TILE_ROWS, start, NK_TILE_ROWS * sizeof(float));
        } else {
          memcpy(block + k * NK_TILE_ROWS, start, (size_t)height * sizeof(float));
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

/// A tile of `rows` rows and the first `vectors` vectors of each of `panels` panels. All are constants where it is called,
/// so that the sums become registers.
NK_INLINE void multiplyTile(const int rows, const int panels, const int vectors, const Tile t) {
  const int wide = panels * vectors;
  Vector sums[NK_TILE_ROWS][NK_TILE_VECTORS];
  // What the sums are added to comes from far away while they are made.
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
#pragma clang loop unroll(full)
    for (int j = 0; j < wide; j++) {
      __builtin_prefetch(t.result + i * t.stride + j * NK_WIDTH, 1);
      sums[i][j] = (Vector){0};
    }
    __builtin_prefetch(t.result + i * t.stride + wide * NK_WIDTH - 1, 1);
  }
  const float *left = t.left;
  const float *right = t.panel;
  for (ptrdiff_t k = 0; k < t.depth; k++) {
    Vector values[NK_TILE_VECTORS];
#pragma clang loop unroll(full)
    for (int j = 0; j < wide; j++) {
      values[j] = load(right + (j / vectors) * t.panelStride + (j % vectors) * NK_WIDTH);
    }
#pragma clang loop unroll(full)
    for (int i = 0; i < rows; i++) {
#pragma clang loop unroll(full)
      for (int j = 0; j < wide; j++) { sums[i][j] = sums[i][j] + values[j] * left[i * t.row]; }
    }
    left += t.step;
    right += NK_PANEL;
  }
  // Whole vectors, and then what there is of the last: its width decides once for all rows.
  const ptrdiff_t last = t.columns - (wide - 1) * NK_WIDTH;
#pragma clang loop unroll(full)
  for (int i = 0; i < rows; i++) {
    float *const target = t.result + i * t.stride;
#pragma clang loop unroll(full)
    for (int j = 0; j < wide; j++) {
      float *const place = target + j * NK_WIDTH;
      if (j < wide - 1 || last >= NK_WIDTH) {
        store(t.adds ? load(place) + sums[i][j] : sums[i][j], place);
      } else {
        storePart(t.adds ? loadPart(place, last) + sums[i][j] : sums[i][j], place, last);
      }
    }
  }
}

/// A tile of any number of rows.
NK_INLINE void multiplyRows(ptrdiff_t rows, const int vectors, const Tile t) {
  switch (rows) {
  case 1: multiplyTile(1, 1, vectors, t); break;
  case 2: multiplyTile(2, 1, vectors, t); break;
  case 3: multiplyTile(3, 1, vectors, t); break;
  case 4: multiplyTile(4, 1, vectors, t); break;
  case 5: multiplyTile(5, 1, vectors, t); break;
#if NK_TILE_ROWS == 8
  case 6: multiplyTile(6, 1, vectors, t); break;
  case 7: multiplyTile(7, 1, vectors, t); break;
#endif
  default: multiplyTile(NK_TILE_ROWS, 1, vectors, t); break;
  }
}

/// The tile of a single panel, no wider than there are columns.
NK_INLINE void multiplyPanel(ptrdiff_t rows, const Tile t) {
  if (t.columns > (NK_VECTORS - 1) * NK_WIDTH) {
    multiplyRows(rows, NK_VECTORS, t);
#if NK_VECTORS == 3
  } else if (t.columns > NK_WIDTH) {
    multiplyRows(rows, 2, t);
#endif
  } else {
    multiplyRows(rows, 1, t);
  }
}

/// The tile of several whole panels for few rows, or the sums would wait for one another.
NK_INLINE void multiplyPanels(ptrdiff_t rows, const Tile t) {
  if (rows == 1) { multiplyTile(1, 4, NK_VECTORS, t); }
  if (rows == 2) { multiplyTile(2, 2, NK_VECTORS, t); }
  if (rows == 3) { multiplyTile(3, 2, NK_VECTORS, t); }
}

static void multiply(
    NKRows left, ptrdiff_t rows, const float *panels, ptrdiff_t depth, ptrdiff_t columns, float *result,
    ptrdiff_t stride, bool adds, bool backwards) {
  const int together = rows == 1 ? 4 : rows <= 3 ? 2 : 1;
  // Groups of panels, and after them the panels that fill no group.
  const ptrdiff_t full = columns / NK_PANEL / together;
  const ptrdiff_t groups = full + (columns + NK_PANEL - 1) / NK_PANEL - full * together;
  for (ptrdiff_t firstDepth = 0; firstDepth < depth; firstDepth += depthPart) {
    const ptrdiff_t partDepth = depth - firstDepth < depthPart ? depth - firstDepth : depthPart;
    for (ptrdiff_t firstRow = 0; firstRow < rows; firstRow += rowPart) {
      const ptrdiff_t lastRow = rows - firstRow < rowPart ? rows : firstRow + rowPart;
      for (ptrdiff_t number = 0; number < groups; number++) {
        const ptrdiff_t group = backwards ? groups - 1 - number : number;
        const ptrdiff_t panel = group < full ? group * together : full * together + group - full;
        for (ptrdiff_t i = firstRow; i < lastRow; i += NK_TILE_ROWS) {
          const Tile tile = {
              .left = left.start + (i / NK_TILE_ROWS) * left.block + firstDepth * left.step,
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
          if (together > 1 && group < full) {
            multiplyPanels(lastRow - i, tile);
          } else {
            multiplyPanel(lastRow - i, tile);
          }
        }
      }
    }
  }
}
