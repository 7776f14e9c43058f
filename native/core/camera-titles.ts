interface Named {
  /** `namespace:NAME`. */
  readonly id: string;
  readonly name: string;
  /** Empty where it has none. */
  readonly label: string;
}

/**
 * What people call each camera: its label, or else its name. Where several would be called the same, the name stands
 * behind it, or the whole id where names are the same, too: no title stands for two cameras.
 */
export function cameraTitles(cameras: readonly Named[]): ReadonlyMap<string, string> {
  const titled = counted(cameras.map(titleAlone));
  const named = counted(cameras.map(({ name }) => name));
  return new Map(
    cameras.map((camera) => {
      const title = titleAlone(camera);
      if (titled.get(title) === 1) return [camera.id, title];
      const { id, name } = camera;
      return [id, `${title} (${title !== name && named.get(name) === 1 ? name : id})`];
    }),
  );
}

/** Of a camera that is not known now, out of its id. */
export function titleOfId(id: string): string {
  return id.replace(/^\w+:/u, '');
}

function titleAlone({ label, name }: Named): string {
  return label || name;
}

function counted(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}
