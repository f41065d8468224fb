import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import './session.css';

export interface SessionFrameProps {
  readonly title: string;
  /** Language and clock, as in the header of the program. */
  readonly corner: ReactNode;
  readonly children: ReactNode;
}

/** The whole window while nobody works in it: one card on an empty wall. */
export function SessionFrame({ title, corner, children }: SessionFrameProps) {
  const { t } = useTranslation();
  return (
    <div className="session-page">
      <header className="session-top">
        <span className="header-product">{t('app.name')}</span>
        <span className="header-gap" />
        {corner}
      </header>
      <main className="session-middle">
        <section className="session-card" aria-labelledby="session-title">
          <h1 id="session-title" className="session-title">
            {title}
          </h1>
          {children}
        </section>
      </main>
    </div>
  );
}
