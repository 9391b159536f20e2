// Makes the size of the state known, so that Swift can allocate it.
#define XXH_STATIC_LINKING_ONLY
#include <xxhash.h>
