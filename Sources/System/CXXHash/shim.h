// Swift cannot see a type that wants an alignment of 64 bytes; its size is enough to allocate it.
#define XXH_STATIC_LINKING_ONLY
#include <xxhash.h>

static const size_t XXH3_stateSize = sizeof(XXH3_state_t);
