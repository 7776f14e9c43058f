import { startReader } from './reader-main.ts';

startReader();
