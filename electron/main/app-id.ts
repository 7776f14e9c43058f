/** The `appId` of electron-builder.yml, which the installer gives to the entry in the start menu. */
export const APP_ID = 'org.sharedcameraviewer.app';

/** By which Windows finds the program again for a notification of an earlier run; made up once, and never changed. */
export const TOAST_CLASS = '{7C1B6B0E-52C4-4B7C-9F0B-3D5F6E0A2C91}';
