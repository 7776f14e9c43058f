// A small app by which the double, and a real Electron, are asked how they behave. Tests reach into it through Playwright.
const { app, BrowserWindow, ipcMain, MessageChannelMain, protocol } = require('electron');
const { join } = require('node:path');

const PAGE = '<!doctype html><title>page</title><script type="module" src="/page.js"></script><body>hello</body>';
const POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; worker-src 'self'; frame-src 'self'";
const FILES = {
  '/': ['text/html', PAGE],
  '/second': ['text/html', PAGE],
  '/page.js': ['text/javascript', "document.body.dataset.ran = 'yes';"],
  '/worker.js': [
    'text/javascript',
    'onmessage = ({ data, ports: [port] }) => { port.onmessage = ({ data }) => postMessage([...new Uint8Array(data)]); port.postMessage("ready"); };',
  ],
};

globalThis.events = [];
app.setPath('userData', process.env.TEST_APP_HOME);
protocol.registerSchemesAsPrivileged([
  { scheme: 'test-app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);
for (const name of ['will-finish-launching', 'ready', 'before-quit', 'will-quit', 'quit']) app.on(name, () => say(name));
app.on('window-all-closed', () => say('window-all-closed'));
app.on('second-instance', (_event, argv, cwd, data) => say(`second-instance ${argv.at(-1)} ${cwd} ${JSON.stringify(data)}`));

function say(text) {
  globalThis.events.push(text);
  console.log(`said: ${text}`);
}

if (process.env.TEST_APP_SINGLE && !app.requestSingleInstanceLock({ more: 1 })) {
  say('second');
  app.quit();
} else
  app.whenReady().then(() => {
    protocol.handle('test-app', (request) => {
      const { host, pathname } = new URL(request.url);
      const [type, body] = FILES[pathname] ?? [];
      if (host !== 'main' || body === undefined) return new Response('not found', { status: 404 });
      return new Response(body, { headers: { 'Content-Type': type, 'Content-Security-Policy': POLICY } });
    });
    ipcMain.handle('echo', (_event, ...values) => values);
    ipcMain.handle('fail', () => {
      throw new TypeError('not today');
    });
    ipcMain.handle('function', () => () => 1);
    ipcMain.handle('sender', ({ sender, senderFrame }) => [sender.id, senderFrame.url, senderFrame.parent, senderFrame.origin]);
    ipcMain.on('told', (_event, ...values) => say(`told ${values.join(' ')}`));
    ipcMain.on('port', ({ ports: [port] }) => {
      port.on('message', ({ data }) => port.postMessage({ answer: data }));
      port.on('close', () => say('page closed its port'));
      port.start();
    });
    globalThis.openWindow = (options = {}) => {
      const window = new BrowserWindow({
        width: 640,
        height: 480,
        ...options,
        webPreferences: { preload: join(__dirname, 'preload.cjs'), sandbox: true },
      });
      return window;
    };
    globalThis.channel = () => new MessageChannelMain();
    const window = globalThis.openWindow();
    window.loadURL('test-app://main/');
    globalThis.first = window;
    say('running');
  });
