/**
 * Whether the browser puts its windows together on the CPU. Asked in the way it answers everywhere: a WebGL context
 * that must not be slow is refused exactly there. To be called in a worker.
 */
export function compositesInSoftware(): boolean {
  const context = new OffscreenCanvas(1, 1).getContext('webgl', { failIfMajorPerformanceCaveat: true });
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return context === null;
}
