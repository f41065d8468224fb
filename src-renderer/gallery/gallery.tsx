/**
 * Every piece of the design system in every state, on one page for whoever develops it: `npm run gallery`.
 *
 * Not part of the product's build. `?shade=light` and `?language=en` choose what it is drawn in; the pictures of its
 * parts are what tests/e2e/visual compares.
 */
import '../lib/zod-without-eval.ts';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { createTexts } from '../lib/i18n.ts';
import type { Shade } from '../ui/theme.ts';
import { UiFrame } from '../ui/UiFrame.tsx';
import { Colours } from './Colours.tsx';
import { Controls } from './Controls.tsx';
import { Fields } from './Fields.tsx';
import { Lists } from './Lists.tsx';
import { Marks } from './Marks.tsx';
import { Messages } from './Messages.tsx';
import { States } from './States.tsx';
import { Typography } from './Typography.tsx';
import '../ui/base.css';
import './gallery.css';

async function show(root: HTMLElement): Promise<void> {
  const asked = new URLSearchParams(window.location.search);
  const shade: Shade = asked.get('shade') === 'light' ? 'light' : 'dark';
  const language = asked.get('language') === 'en' ? 'en' : 'vi';
  document.documentElement.dataset['appearance'] = shade;
  const nonce = document.querySelector<HTMLMetaElement>('meta[name="csp-nonce"]')?.content ?? null;
  const texts = await createTexts(language);
  createRoot(root).render(
    <I18nextProvider i18n={texts}>
      <UiFrame language={language} shade={shade} nonce={nonce}>
        <main className="gallery">
          <Colours />
          <Typography />
          <Marks />
          <Controls />
          <Fields />
          <Lists />
          <States />
          <Messages />
        </main>
      </UiFrame>
    </I18nextProvider>,
  );
}

const root = document.getElementById('root');
if (root !== null) void show(root);
