import { expect, it } from 'vitest';
import { userFolderIn } from '../../../../backend/recordings/keeping-folders.ts';

const TEXT = `# This file is written by xdg-user-dirs-update
XDG_DESKTOP_DIR="$HOME/Schreibtisch"
XDG_PICTURES_DIR="$HOME/Bilder"
XDG_VIDEOS_DIR="/mnt/films/"
`;

it('finds the folders of the desktop, in whatever language', () => {
  expect(userFolderIn(TEXT, 'Pictures', '/home/ada')).toBe('/home/ada/Bilder');
  expect(userFolderIn(TEXT, 'Videos', '/home/ada')).toBe('/mnt/films');
});

it('knows none where the file has none, or nonsense', () => {
  for (const text of ['', 'XDG_VIDEOS_DIR="$HOME/"', 'XDG_VIDEOS_DIR=Films', 'XDG_VIDEOS_DIR="films"'])
    expect(userFolderIn(text, 'Videos', '/home/ada')).toBeUndefined();
});
