export const formats = {
  refused: 'Dieses Bild lässt sich nicht anzeigen',
};
