import { describe, expect, it } from 'vitest';
import { PtzMotor } from '../../../../tools/camera-sim/onvif/ptz-motor.ts';

const right = { pan: 1, tilt: 0, zoom: 0 };
const both = { panTilt: true, zoom: true };

describe('a continuous move', () => {
  it('goes on until it is stopped', () => {
    const motor = new PtzMotor(0);
    motor.turn({ pan: 0.5, tilt: -0.5, zoom: 0 }, null, 1000);
    expect(motor.moving(2000)).toBe(true);
    expect(motor.position(2000)).toEqual({ pan: 0.2, tilt: -0.2, zoom: 0 });
    motor.stop(both, 2000);
    expect(motor.moving(2001)).toBe(false);
    expect(motor.position(9000)).toEqual({ pan: 0.2, tilt: -0.2, zoom: 0 });
    expect(motor.movements(9000)).toEqual([{ from: 1000, to: 2000 }]);
  });

  it('ends with its time, at the very place it had reached then', () => {
    const motor = new PtzMotor(0);
    motor.turn(right, 1000, 0);
    expect(motor.position(60_000).pan).toBeCloseTo(0.4);
    expect(motor.moving(60_000)).toBe(false);
    expect(motor.movements(60_000)).toEqual([{ from: 0, to: 1000 }]);
  });

  it('is one stretch of movement when renewed, and still counts as moving at an end stop', () => {
    const motor = new PtzMotor(0);
    for (let at = 0; at < 10_000; at += 250) motor.turn(right, 1000, at);
    expect(motor.position(9800).pan).toBe(1);
    expect(motor.moving(9800)).toBe(true);
    expect(motor.movements(20_000)).toEqual([{ from: 0, to: 10_750 }]);
  });

  it('keeps zooming when only pan and tilt are stopped', () => {
    const motor = new PtzMotor(0);
    motor.turn({ pan: 1, tilt: 0, zoom: 1 }, null, 0);
    motor.stop({ panTilt: true, zoom: false }, 1000);
    expect(motor.moving(1500)).toBe(true);
    expect(motor.position(2000)).toMatchObject({ pan: 0.4, zoom: 0.5 });
  });

  it('leaves an axis as it is where a command does not name it', () => {
    const motor = new PtzMotor(0);
    motor.turn({ pan: 1, tilt: 0, zoom: null }, null, 0);
    motor.turn({ pan: null, tilt: null, zoom: 1 }, null, 1000);
    expect(motor.position(2000).pan).toBeCloseTo(0.8);
  });
});

describe('a move to a place', () => {
  it('stops by itself once it is there, and goes no further than the mount can', () => {
    const motor = new PtzMotor(0);
    motor.go({ pan: 0.4, tilt: 3, zoom: 0 }, 0);
    expect(motor.moving(1000)).toBe(true);
    expect(motor.moving(60_000)).toBe(false);
    expect(motor.position(60_000)).toEqual({ pan: 0.4, tilt: 1, zoom: 0 });
  });
});
