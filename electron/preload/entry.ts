import { contextBridge } from 'electron';
import { bridge, forwardEvents, forwardStreams } from './bridge.ts';

contextBridge.exposeInMainWorld('sharedCamera', bridge);
forwardEvents();
forwardStreams();
