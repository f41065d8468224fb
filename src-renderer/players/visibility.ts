/** Calls back whenever the page is shown or hidden; returns the way to stop. */
export function onVisibilityChange(look: () => void): () => void {
  document.addEventListener('visibilitychange', look);
  return () => {
    document.removeEventListener('visibilitychange', look);
  };
}
