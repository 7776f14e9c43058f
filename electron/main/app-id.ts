/** The `appId` of electron-builder.yml, which the installer gives to the entry in the start menu. */
export const APP_ID = 'org.sharedcameraviewer.app';
