/** What is said of mappings: who has them open, what their sizes mean, what a plan leads to, why a trailer is not taken, and how peers open them. */
export const holders = {
  notTold: 'the system does not tell',
  notOpened: 'it does not open',
  notAsked: 'the system was not asked',
  noProc: '/proc is not readable',
  container:
    'this program runs in a container and does not see the processes outside of it; where none of them shares its /dev/shm, start it with {{variable}}=1',
  hidden: '/proc hides the processes of other users',
  unseenOthers_one: 'a process of another user could not be looked into',
  unseenOthers_other: '{{count}} processes of other users could not be looked into',
  unseenPrivileged_one: 'a process of the administrator could not be looked into',
  unseenPrivileged_other: '{{count}} processes of the administrator could not be looked into',
  handlesNotCounted: 'Windows does not tell how many handles there are',
  handlesUnnamed: 'Windows does not tell this user whose {{unnamed}} of the {{all}} handles are',
  haveOpen_one: '{{who}} has it open',
  haveOpen_other: '{{who}} have it open',
} as const;

export const size = {
  asked: 'Its creator asked for {{payload}} bytes of payload; with the 4 bytes of the lock word a peer maps {{peer}}.',
  askedUnknown: 'Nothing tells how many bytes its creator asked for: at most {{payload}}, the real size less the lock word.',
  rounding: 'The system rounds up to whole pages: {{pages}} of {{page}} bytes are {{real}}.',
  trailer: 'The last 128 bytes hold our trailer, which peers that map payload + 4 bytes never see.',
  slack:
    '{{slack}} bytes behind the payload belong to no frame, but every process that maps the section can read and change them.',
  views:
    'A view that is shorter than the section still reaches to the end of its page; one that is longer than {{real}} bytes is refused.',
} as const;

export const plan = {
  made: 'A new mapping of {{bytes}} bytes is made beside the old one of {{before}}.',
  takesName: 'It takes the name "{{name}}" in one step; this program keeps it alive.',
  oursFollow: '{{who}}: viewers of ours notice within a second and follow; a publisher of ours has to be started again.',
  foreignStay:
    '{{who}}: what is open there stays the old memory, unseen by others, until the name is opened again with {{bytes}} bytes.',
  oldGoes: 'The old memory goes when the last of them closes it.',
  letsGo: 'This program lets "{{name}}" go.',
  nameLives: '{{who}}: the name lives until the last of them closes it.',
  nameRemoved: 'The name "{{name}}" is removed, and its entry in the camera list.',
  freed: 'Nobody else has it open: its memory is freed.',
  keepMemory: '{{who}}: the memory stays there, but nobody can open it any more, and frames written to it reach no new viewer.',
  removed: '"{{name}}" is removed. {{rest}}',
  letGo: '"{{name}}" was let go. {{rest}}',
  nobodyLeft: 'Nobody has its memory any more.',
  untilClosed: '{{who}} until it is closed there.',
  lives: '"{{name}}" lives until its last handle is closed: {{who}}.',
  room: '{{need}} bytes are needed, {{free}} are left ({{place}}).',
  ofAnother: '"{{name}}" belongs to user {{user}}: this user may not remove it.',
  changed: '"{{name}}" is not as it was when this was planned: {{now}}.',
  nobodyHasIt: 'nobody has it open any more',
} as const;

export const trailer = {
  length: 'a trailer has {{need}} bytes, these are {{have}}',
  foreign: 'no trailer: the mapping was made by another program',
  noRoom: 'no trailer: the mapping has no room for one',
  gone: 'the memory of the trailer is gone',
  size: 'the trailer says it has {{have}} bytes instead of {{need}}',
  payload: 'the trailer claims a payload of {{claimed}} bytes where at most {{most}} fit',
  valid: 'the trailer claims {{valid}} valid bytes in a payload of {{payload}}',
  format: 'the trailer names the pixel format "{{fourCC}}", which is not known',
  frame: 'the trailer claims frame number {{frame}}, which no counter reaches',
  picture: 'the trailer describes a picture that cannot be: {{misfit}}',
} as const;

/** Beside the line with which a peer opens it. */
export const openLine = {
  winmmf: 'WinMMF is given the payload; it adds the 4 bytes of the lock word itself.',
  first: 'The first 4 bytes are the lock word; the pixels follow.',
  interlocked: 'The lock word needs Interlocked on the pinned view; the pixels begin at offset 4.',
  python: 'Python has no compare-and-swap: only look without the lock.',
  pythonMakes: 'Python has no compare-and-swap: only look without the lock. A name that does not exist is made by this line.',
  memmap2: 'With memmap2; WinMMF itself is for Windows. The first 4 bytes are the lock word.',
  dotnet: 'Named maps of .NET are for Windows, so the object is opened as a file.',
  ours: 'The class of this program; it takes the lock by itself.',
} as const;
