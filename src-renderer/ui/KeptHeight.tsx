import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';

export interface KeptHeightProps {
  /** Stays as high as it last was, whatever it then holds, so that nothing below moves. */
  readonly kept: boolean;
  readonly className: string;
  readonly children: ReactNode;
}

/** As high as its content, until it must not change. */
export function KeptHeight({ kept, className, children }: KeptHeightProps) {
  const element = useRef<HTMLDivElement>(null);
  const [height, setHeight] = useState<number | undefined>(undefined);
  useLayoutEffect(() => {
    const watched = element.current;
    if (kept || watched === null) return;
    const observer = new ResizeObserver(() => {
      setHeight(watched.offsetHeight);
    });
    observer.observe(watched);
    return () => {
      observer.disconnect();
    };
  }, [kept]);
  return (
    <div ref={element} className={className} style={{ height: kept ? height : undefined }}>
      {children}
    </div>
  );
}
