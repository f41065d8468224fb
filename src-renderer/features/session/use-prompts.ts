import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { holderOf } from '../../stores/session-screen.ts';
import { useStores } from '../../stores/stores-context.tsx';
import { nextPrompt, type Prompt } from './session-prompt.ts';

/** Opens what a person must be asked as soon as no other dialog is in the way. */
export function usePrompts(): void {
  const { session, view } = useStores();
  const current = useStore(session, (state) => state.session);
  const free = useStore(view, (state) => state.dialog.kind === 'none');
  const asked = useRef<{ readonly holder: string | null; readonly prompts: Set<Prompt> }>({ holder: null, prompts: new Set() });
  useEffect(() => {
    const holder = holderOf(current);
    if (asked.current.holder !== holder) asked.current = { holder, prompts: new Set() };
    const prompt = free ? nextPrompt(current, asked.current.prompts) : null;
    if (prompt === null) return;
    asked.current.prompts.add(prompt);
    view.getState().open(prompt === 'purpose' ? { kind: 'purpose', refused: false } : { kind: prompt });
  }, [current, free, view]);
}
