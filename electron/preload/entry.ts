import { contextBridge } from 'electron';
import { bridge, forwardStreams } from './bridge.ts';

contextBridge.exposeInMainWorld('sharedCamera', bridge);
forwardStreams();
