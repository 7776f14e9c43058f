import { beforeEach, describe, expect, it } from 'vitest';
import { dismissNotice, showNotice, useNotices } from '../../../../renderer/stores/notices-store.ts';

const texts = () => useNotices.getState().notices.map(({ text }) => text);

describe('notices store', () => {
  beforeEach(() => useNotices.setState({ notices: [] }));

  it('renews a text that is shown already', () => {
    showNotice({ level: 'info', text: 'a' });
    showNotice({ level: 'info', text: 'b' });
    showNotice({ level: 'info', text: 'a' });
    expect(texts()).toEqual(['b', 'a']);
  });

  it('shows few at once, the newest ones', () => {
    for (let i = 0; i < 10; i++) showNotice({ level: 'error', text: String(i) });
    expect(texts()).toEqual(['6', '7', '8', '9']);
  });

  it('dismisses one', () => {
    showNotice({ level: 'info', text: 'a' });
    const [notice] = useNotices.getState().notices;
    dismissNotice(notice?.id ?? 0);
    expect(texts()).toEqual([]);
  });
});
