/** The numbers of PTZ safety; `docs/ref/ptz-safety.md` says what follows from them. Milliseconds. */

/** A window tells again this often that somebody still wants the camera to move. */
export const RENEW_MS = 250;
/** Without that for so long the camera is stopped: the window hangs, or is gone. */
export const DEAD_MAN_MS = 700;
/** What the camera is told to move for at most, should this program end: whole seconds, as many cameras know no others. */
export const DEVICE_TIMEOUT_MS = 2000;
/** A move that goes on is told again, well before the camera's own timeout. */
export const REPEAT_MOVE_MS = 1000;
/** At most eight commands a second to one camera; the latest wish wins, the others are never sent. */
export const COMMAND_GAP_MS = 125;
/** The second Stop, whatever the first one was answered. */
export const SECOND_STOP_MS = 150;
/** From one question whether it stands still to the next. */
export const CHECK_MS = 250;
/** Between further Stops, doubling up to the longest. */
export const RETRY_MS = 300;
export const LONGEST_RETRY_MS = 3000;
/** After that people are told that it could not be confirmed. */
export const ALARM_AFTER_MS = 4000;
/** What nobody moves for so long is free again. */
export const AUTO_RELEASE_MS = 5000;
