import { startFrameWorker } from './worker-main.ts';

startFrameWorker();
