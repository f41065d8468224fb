/** The real decode worker on a decoder that never puts out a frame. Imports run in this order. */
import './stub-decoder.ts';
import '../../../../src-renderer/players/decode-worker/main.ts';
