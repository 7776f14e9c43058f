import { MAX_MESSAGE_CHARACTERS } from '../backend/contract.ts';

/** What one page, or somebody who guesses at the port, may at most cost us. */
export const MAX_SESSIONS = 32;
export const MAX_CONNECTIONS = 256;
export const MAX_HEADER_BYTES = 16 * 1024;
export const MAX_CONTROL_BYTES = MAX_MESSAGE_CHARACTERS;
/** A credit is three numbers and their names. */
export const MAX_CREDIT_BYTES = 256;
/** One worker needs one; a worker that was restarted has a second for a moment. */
export const MAX_CREDIT_SOCKETS = 4;
/** Answers and events that a page has not fetched; beyond it the page is taken for dead. */
export const MAX_UNSENT_BYTES = 8 * 1024 * 1024;

/** Refusals that are logged in one second; the rest is counted. */
export const MAX_LOG_LINES_PER_SECOND = 10;

export const DEFAULT_PORT = 7480;
/** How many ports after the default one are tried when nobody asked for a certain one. */
export const PORTS_TO_TRY = 20;

export const HEADERS_TIMEOUT_MS = 5_000;
export const REQUEST_TIMEOUT_MS = 10_000;
export const KEEP_ALIVE_MS = 5_000;
/** A socket that lets two pings pass is dead. */
export const PING_INTERVAL_MS = 5_000;
/** Bytes of frames that are given to a socket before it has taken those before them. */
export const WRITE_AHEAD_BYTES = 1024 * 1024;
/** A reader that leaves frames unread for so long is cut off; their buffers go back to the cameras. */
export const STALLED_READER_MS = 10_000;
