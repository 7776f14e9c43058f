/** Holds an endless source, takes one frame a second and says the process id of its decoder. Ends when it is told to by a signal. */

import { FfmpegSource } from '../../../native/camera/sources/ffmpeg-source.ts';
import { openSource } from '../../../native/camera/sources/open-source.ts';
import { parseSource } from '../../../native/camera/sources/parse-source.ts';
import { layoutBytes, tightLayout } from '../../../native/core/layout.ts';

const layout = tightLayout('RGB24', 320, 240);
const source = openSource(parseSource('lavfi:testsrc2=size=320x240'), { layout, fps: 30 });
const target = new Uint8Array(layoutBytes(layout));
process.on('SIGTERM', () => process.exit(0));
await source.next(target, 1, new AbortController().signal);
if (source instanceof FfmpegSource) console.log(`decoder ${source.pid}`);
setInterval(() => void source.next(target, 1, new AbortController().signal), 1000);
