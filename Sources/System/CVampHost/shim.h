#include <vamp-hostsdk/vamp-hostsdk.h>
