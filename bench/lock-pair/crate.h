#include <stdatomic.h>
#include <stdint.h>

/* 0 = done, 1 = the crate would answer with an error. */
int crate_lock_read(_Atomic uint32_t *word);
int crate_unlock_read(_Atomic uint32_t *word);
int crate_lock_write(_Atomic uint32_t *word);
int crate_unlock_write(_Atomic uint32_t *word);
