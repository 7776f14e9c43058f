/* The lock protocol for SPIN: our transitions step by step as lock.c makes them, together with a peer that panics when its unlock is
 * refused, processes that are killed while they hold the lock, and an operator who forces it.
 *
 * Scenarios: -DPEACE nobody dies; -DDEATH holders may be killed, and who is provably alone recovers; -DFORCE the operator may force;
 * -DLOOK our observer among writers that may be killed. -DWIDE adds a second reader of ours (a minute and some GB: by hand).
 * Mutants, each of which must be found out: -DBLIND_TAKE, -DBLIND_GIVE, -DSTEAL, -DNO_RECHECK, -DNO_BLANK (run.mjs demands it).
 *
 * Checked: a writer is alone; the word always counts exactly those who hold it, dead ones included, so nobody's lock is lost or stolen
 * (until an operator forces it); whatever happens the word never becomes a value outside the protocol; no frame that we accept is half
 * old; a peer never panics unless forced; ours never block (each one gives up after TRIES, so an end that it cannot reach is an error).
 */
#define WRITER 64
#define RAW 255        /* not initialised */
#define MAX_READERS 9
#define TRIES 2
#define ROUNDS 2

byte word = RAW;
byte reading, writing; /* who is inside, by their own account */
byte left, right;      /* the two halves of a frame */
byte number;           /* the trailer's frame number */
bool forced;           /* an operator has forced the lock: from here on, holders may be wrong about holding it */
byte others;           /* foreign processes that still have the mapping open */

/* Looked at in every step that changes one of them. */
#define CHECK \
  assert(forced || (writing <= 1 && !(writing && reading))); /* a writer is alone */ \
  assert(forced || word == RAW || word == reading + WRITER * writing); /* nothing lost, nothing stolen */ \
  assert(word == RAW || word == WRITER || word <= MAX_READERS) /* never corrupt */

/* Compare-and-swap: the one indivisible step. Who is inside changes with it. */
inline cas(expected, desired, done, readers_by, writers_by) {
  atomic {
    if
    :: word == expected ->
      word = desired;
      reading = reading + (readers_by);
      writing = writing + (writers_by);
      CHECK;
      done = true
    :: else -> done = false
    fi
  }
}

inline take_read(got) {
  got = false; tries = 0;
  do
  :: tries == TRIES || got -> break
  :: else ->
    tries++;
    seen = word;
    if
    :: seen >= MAX_READERS -> /* busy, raw or full: wait */
#ifdef STEAL
      if
      :: tries == TRIES && seen == WRITER -> cas(seen, 0, got, 0, 0); got = false
      :: else
      fi
#else
      skip
#endif
    :: else ->
#ifdef BLIND_TAKE
      d_step { word = seen + 1; reading++; CHECK; got = true }
#else
      cas(seen, seen + 1, got, 1, 0)
#endif
    fi
  od
}

/* ok = false: LOCK_LOST, nothing written, the copy is dropped. */
inline give_read(ok) {
  ok = false;
  seen = word;
  do
  :: seen == 0 || seen > MAX_READERS -> assert(forced); reading--; break
  :: else ->
#ifdef BLIND_GIVE
    d_step { word = seen - 1; reading--; CHECK; ok = true }; break
#else
    cas(seen, seen - 1, ok, -1, 0);
    if
    :: ok -> break
    :: else -> seen = word
    fi
#endif
  od
}

inline take_write(got) {
  got = false; tries = 0;
  do
  :: tries == TRIES || got -> break
  :: else -> tries++; cas(0, WRITER, got, 0, 1)
  od
}

inline give_write(ok) {
  cas(WRITER, 0, ok, 0, -1);
  if
  :: ok
  :: else -> assert(forced); writing--
  fi
}

#if defined(DEATH) || defined(LOOK)
#define MAY_DIE :: goto killed
#else
#define MAY_DIE
#endif

proctype our_reader() {
  byte seen, a, b, tries, round;
  bool got, ok;
  do
  :: round == ROUNDS -> break
  :: else ->
    round++;
    seen = word; a = left; /* the poll's look without the lock: only a hint, whatever it finds */
    take_read(got);
    if
    :: got ->
      a = left;
      if
      :: skip
      MAY_DIE
      fi;
      b = right;
      give_read(ok);
      assert(!ok || forced || a == b)
    :: else
    fi
  od;
killed:
  others--
}

proctype our_writer() {
  byte tries, round;
  bool got, ok;
  do
  :: round == ROUNDS -> break
  :: else ->
    round++;
    take_write(got);
    if
    :: got ->
      left = left + 1;
      if
      :: skip
      MAY_DIE
      fi;
      right = left;
      number++;
      give_write(ok)
    :: else
    fi
  od;
killed:
  others--
}

/* Looks at whole frames and never touches the word. */
proctype our_observer() {
  byte n, a, b, tries;
  bool good;
  do
  :: tries == TRIES -> break
  :: else ->
    tries++;
    good = false;
    if
    :: word <= MAX_READERS ->
      n = number; a = left; b = right;
#ifdef NO_RECHECK
      good = true
#else
      good = (a == left);
      good = (good && b == right);
      good = (good && word <= MAX_READERS);
      good = (good && n == number)
#endif
    :: else
    fi;
    assert(!good || forced || a == b)
  od;
  others--
}

/* The peer: waits without limit; its loop of load and swap succeeds in one step, and only where the guard holds. */
proctype peer_reader() {
  byte a, b, round;
  do
  :: round == 1 -> break
  :: else ->
    round++;
end_spin:
    atomic { word < MAX_READERS -> word++; reading++; CHECK };
    a = left;
    if
    :: skip
    MAY_DIE
    fi;
    b = right;
    atomic {
      reading--;
      if
      :: word > 0 && word <= MAX_READERS -> word--
      :: else -> assert(forced); goto killed /* panic */
      fi;
      CHECK
    };
    assert(forced || a == b)
  od;
killed:
  others--
}

proctype peer_writer() {
  byte round;
  do
  :: round == 1 -> break
  :: else ->
    round++;
end_spin:
    atomic { word == 0 -> word = WRITER; writing++; CHECK };
    left = left + 1;
    if
    :: skip
    MAY_DIE
    fi;
    right = left;
    number++; /* a mapping of its own kind would stand still here; the observer then relies on its second look */
    atomic {
      writing--;
      if
      :: word == WRITER -> word = 0
      :: else -> assert(forced); goto killed
      fi;
      CHECK
    }
  od;
killed:
  others--
}

#if defined(DEATH) || defined(LOOK)
/* Rung 1 of the recovery: proof that nobody else is attached, then a strict swap of what was observed. What a dead writer left is half a
 * frame: it is blanked while the dead writer's lock still keeps everybody out (-DNO_BLANK: it is not). */
proctype our_recovery() {
  byte seen, tries, a, b;
  bool got, ok;
end_wait:
  others == 0;
  seen = word;
  if
  :: seen == RAW
  :: else ->
#ifndef NO_BLANK
    if
    :: seen == WRITER -> left = 0; right = 0
    :: else
    fi;
#endif
    d_step { reading = 0; writing = 0; assert(word == seen); word = 0; CHECK } /* the dead hold nothing any more */
    take_read(got);
    assert(got);
    a = left;
    b = right;
    give_read(ok);
    assert(ok && word == 0 && a == b)
  fi
}
#endif

#ifdef FORCE
proctype the_operator() {
  byte seen;
  seen = word;
  if
  :: seen != RAW && seen != 0 ->
    atomic {
      if
      :: word == seen -> forced = true; word = 0
      :: else
      fi
    }
  :: else
  fi
}
#endif

init {
  bool ok;
  atomic {
    run our_writer(); run peer_writer();
#ifdef LOOK
    others = 3;
    run our_observer();
#else
    others = 4;
    run our_reader(); run peer_reader();
#ifdef WIDE
    others++;
    run our_reader();
#endif
#endif
#if defined(DEATH) || defined(LOOK)
    run our_recovery();
#endif
#ifdef FORCE
    run the_operator();
#endif
  };
  cas(RAW, 0, ok, 0, 0)
}
