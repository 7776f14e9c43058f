/** Linux values; the same on x86-64 and arm64, glibc and musl. */

/** https://man7.org/linux/man-pages/man2/open.2.html */
export const O_RDONLY = 0;
export const O_RDWR = 0o2;
export const O_CREAT = 0o100;
export const O_EXCL = 0o200;
export const O_NONBLOCK = 0o4000;
/** O_NOFOLLOW has another value on arm64 than on x86-64; shm_open adds it by itself on both C libraries, as it does O_CLOEXEC. */
export const O_CLOEXEC = 0o2000000;

/** https://man7.org/linux/man-pages/man2/mmap.2.html */
export const PROT_READ = 1;
export const PROT_WRITE = 2;
export const MAP_SHARED = 1;
/** `(void *) -1` as koffi gives it. */
export const MAP_FAILED = 0xffff_ffff_ffff_ffffn;

/** https://man7.org/linux/man-pages/man2/F_OFD_SETLK.2const.html */
export const F_OFD_GETLK = 36;
export const F_OFD_SETLK = 37;
export const F_RDLCK = 0;
export const F_WRLCK = 1;
export const F_UNLCK = 2;

/** https://man7.org/linux/man-pages/man2/fallocate.2.html */
export const FALLOC_FL_KEEP_SIZE = 1;

/** https://man7.org/linux/man-pages/man7/inode.7.html */
export const S_ISVTX = 0o1000;
export const S_IWOTH = 0o2;

/** Where shm_open keeps its objects: https://man7.org/linux/man-pages/man7/shm_overview.7.html */
export const SHM_FOLDER = '/dev/shm';
