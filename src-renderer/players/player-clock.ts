/** Time as an argument, so that ages and back-offs can be tested without waiting. */
export interface PlayerClock {
  /** Monotonic, on the time line window and decode worker share. */
  now(): number;
  /** UTC as the machine believes it; may jump. */
  wall(): number;
  /** Both return the way to stop. */
  after(delayMs: number, action: () => void): () => void;
  every(periodMs: number, action: () => void): () => void;
}

export const windowClock: PlayerClock = {
  now: () => performance.timeOrigin + performance.now(),
  wall: () => Date.now(),
  after(delayMs, action) {
    const timer = setTimeout(action, delayMs);
    return () => {
      clearTimeout(timer);
    };
  },
  every(periodMs, action) {
    const timer = setInterval(action, periodMs);
    return () => {
      clearInterval(timer);
    };
  },
};
