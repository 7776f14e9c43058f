/** What the program says of itself, of the alarm command, and in notices. */
export const program = {
  verbatim: '{{text}}',
  commandUnusable: 'The file cannot be used: {{reason}}',
  commandNotAbsolute: '"{{program}}" is no absolute path, so that it could be any program of that name.',
  commandMissing: 'There is no {{program}}.',
  commandOwner: '{{place}} belongs to another user ({{user}}).',
  commandWritable: '{{place}} can be written by others (mode {{mode}}).',
  foreignWriter:
    'Another program writes to "{{name}}" without counting its frames: the frame numbers and times in its trailer are not used, so drops and latency are unknown.',
  lockFreed: 'The lock of "{{name}}" was freed ({{before}} -> {{after}}). {{evidence}}',
  demoEnded: 'The demo camera has ended (exit code {{code}}). {{words}}',
  settingsUnreadable: 'The settings in {{file}} cannot be read ({{reason}}).',
  settingsAside: 'The settings in {{file}} {{what}}. The file was kept as {{file}}.bad.',
  settingsNotCopied: 'The settings in {{file}} {{what}}. It could not be copied to {{file}}.bad ({{reason}}).',
  settingsDamaged: 'are damaged; the defaults are used',
  settingsVersion: 'are of version {{have}}, not {{need}}; the defaults are used',
  settingsValues: 'hold values that are not allowed ({{keys}}); the defaults are used for those',
  stillRecorded: 'It is still being recorded: it plays as far as it had come when it was opened.',
  brokeOff:
    'The recording broke off; {{frames}} whole frames were found, {{bytes}} bytes behind them are left out. `sharedcam record --recover` makes a whole file of it.',
} as const;
