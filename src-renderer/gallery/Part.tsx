import type { ReactNode } from 'react';

/** A part of the gallery: what a picture is taken of, by its name. */
export function Part({ name, title, children }: { readonly name: string; readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="gallery-part" data-part={name} aria-label={title}>
      <h2>{title}</h2>
      <div className="gallery-row">{children}</div>
    </section>
  );
}

/** One thing in one state, with the state's name below. */
export function Sample({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <figure className="gallery-sample">
      {children}
      <figcaption>{name}</figcaption>
    </figure>
  );
}
