/** The first byte of this module's memory that is the caller's, who lays pixels and pictures out from there. */
export function start(): usize {
  return (__heap_base + 15) & ~15;
}
