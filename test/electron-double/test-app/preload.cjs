const { contextBridge, ipcRenderer } = require('electron');

class Point {
  x = 1;
  get y() {
    return 2;
  }
}

contextBridge.exposeInMainWorld('api', {
  invoke: (channel, ...values) => ipcRenderer.invoke(channel, ...values),
  invokeUnclonable: () => ipcRenderer.invoke('echo', () => 1).then(String, (error) => error.message),
  invokeElement: () => ipcRenderer.invoke('echo', document.body).then(String, (error) => error.message),
  send: (channel, ...values) => ipcRenderer.send(channel, ...values),
  on: (channel, listener) => {
    const forward = (_event, ...values) => listener(...values);
    ipcRenderer.on(channel, forward);
    return () => void ipcRenderer.off(channel, forward);
  },
  sendPort: () => {
    const { port1, port2 } = new MessageChannel();
    ipcRenderer.postMessage('port', 'here', [port1]);
    window.postMessage('port', '*', [port2]);
  },
  same: (value) => value,
  describe: (value) => `${typeof value} ${Object.prototype.toString.call(value)}`,
  call: (callback, value) => callback(value),
  fail: (value) => {
    throw value;
  },
  failWithError: () => {
    throw Object.assign(new RangeError('out of range'), { code: 'CODE' });
  },
  reject: (value) => Promise.reject(value),
  rejectWithError: () => Promise.reject(Object.assign(new RangeError('out of range'), { code: 'CODE' })),
  later: async (value) => value,
  nested: { list: [1, { two: 2 }], when: new Date(5) },
  point: new Point(),
  symbol: Symbol('s'),
  [Symbol('key')]: 1,
});
contextBridge.exposeInMainWorld('text', 'a text');
window.secretOfThePreload = 1;

for (const channel of ['ports', 'again'])
  ipcRenderer.on(channel, ({ ports }, value) => window.postMessage({ channel, value }, '*', [...ports]));

globalThis.exposeAgain = () => contextBridge.exposeInMainWorld('api', {});
try {
  contextBridge.exposeInMainWorld('text', 'another');
} catch (error) {
  contextBridge.exposeInMainWorld('exposedTwice', error.message);
}
