// The kernels for vectors of NK_WIDTH numbers, as the table NK_TABLE.
#include "Product.h"
#include "Cells.h"
#include "Elementwise.h"

const NKKernels NK_TABLE = {
    .panelWidth = NK_PANEL,
    .tileRows = NK_TILE_ROWS,
    .packPanels = packPanels,
    .packRows = packRows,
    .multiply = multiply,
    .lstmForward = lstmForward,
    .lstmBackward = lstmBackward,
    .gruForward = gruForward,
    .gruBackward = gruBackward,
    .sumColumns = sumColumns,
    .sumOfSquares = sumOfSquares,
    .drop = drop,
    .rmsprop = rmsprop,
    .adam = adam,
};
