import { app } from 'electron';

export function main(): void {
  app.quit();
}
