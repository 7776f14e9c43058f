import { contextBridge } from 'electron';
import { bridge, forwardPorts } from './bridge.ts';

contextBridge.exposeInMainWorld('sharedCamera', bridge);
forwardPorts();
