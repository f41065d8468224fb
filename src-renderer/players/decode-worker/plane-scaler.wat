;; Scales one 8-bit plane down, bilinear, weights of 7 bits. Assembled by hand into plane-scaler-code.ts.
;;
;; Per target row: the two source rows around its centre are blended into `row`, sixteen pixels at a time;
;; then `row` is squeezed, eight target pixels at a time, as the table says (see i420-scaler.ts):
;;   0  offset in the row of the first sixteen bytes, for pixels 0…3     16  which of them each pixel takes
;;   4  the same for pixels 4…7                                         32  which of those
;;   48 weights of the left neighbours, then of the right ones
(module
  (memory (export "memory") 1)
  (func (export "scalePlane")
    (param $source i32) (param $stride i32) (param $height i32)
    (param $target i32) (param $targetStride i32) (param $targetHeight i32)
    (param $row i32) (param $table i32)
    (local $step i32) (local $centre i32) (local $place i32) (local $y i32)
    (local $upper i32) (local $lower i32) (local $at i32) (local $end i32) (local $entry i32)
    (local $half v128) (local $upperWeight v128) (local $lowerWeight v128) (local $a v128) (local $b v128)
    (local.set $half (v128.const i16x8 64 64 64 64 64 64 64 64))
    ;; places in the source are 16.16 fixed point
    (local.set $step (i32.div_u (i32.shl (local.get $height) (i32.const 16)) (local.get $targetHeight)))
    (local.set $centre (i32.sub (i32.shr_u (local.get $step) (i32.const 1)) (i32.const 32768)))
    (loop $rows
      (local.set $place (select (i32.const 0) (local.get $centre) (i32.lt_s (local.get $centre) (i32.const 0))))
      (local.set $upper
        (i32.add (local.get $source) (i32.mul (i32.shr_u (local.get $place) (i32.const 16)) (local.get $stride))))
      (local.set $lower
        (select
          (i32.add (local.get $upper) (local.get $stride))
          (local.get $upper)
          (i32.lt_u (i32.add (i32.shr_u (local.get $place) (i32.const 16)) (i32.const 1)) (local.get $height))))
      (local.set $place (i32.and (i32.shr_u (local.get $place) (i32.const 9)) (i32.const 127)))
      (local.set $upperWeight (i8x16.splat (i32.sub (i32.const 128) (local.get $place))))
      (local.set $lowerWeight (i8x16.splat (local.get $place)))
      (local.set $at (local.get $row))
      (local.set $end (i32.add (local.get $row) (local.get $stride)))
      (loop $blend
        (local.set $a (v128.load (local.get $upper)))
        (local.set $b (v128.load (local.get $lower)))
        (v128.store (local.get $at)
          (i8x16.narrow_i16x8_u
            (i16x8.shr_u
              (i16x8.add (local.get $half)
                (i16x8.add
                  (i16x8.extmul_low_i8x16_u (local.get $a) (local.get $upperWeight))
                  (i16x8.extmul_low_i8x16_u (local.get $b) (local.get $lowerWeight))))
              (i32.const 7))
            (i16x8.shr_u
              (i16x8.add (local.get $half)
                (i16x8.add
                  (i16x8.extmul_high_i8x16_u (local.get $a) (local.get $upperWeight))
                  (i16x8.extmul_high_i8x16_u (local.get $b) (local.get $lowerWeight))))
              (i32.const 7))))
        (local.set $upper (i32.add (local.get $upper) (i32.const 16)))
        (local.set $lower (i32.add (local.get $lower) (i32.const 16)))
        (br_if $blend (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 16))) (local.get $end))))
      (local.set $entry (local.get $table))
      (local.set $at (local.get $target))
      (local.set $end (i32.add (local.get $target) (local.get $targetStride)))
      (loop $squeeze
        ;; left neighbours in the low eight bytes, right ones in the high eight
        (local.set $a
          (v128.or
            (i8x16.swizzle
              (v128.load (i32.add (local.get $row) (i32.load (local.get $entry))))
              (v128.load offset=16 (local.get $entry)))
            (i8x16.swizzle
              (v128.load (i32.add (local.get $row) (i32.load offset=4 (local.get $entry))))
              (v128.load offset=32 (local.get $entry)))))
        (local.set $b (v128.load offset=48 (local.get $entry)))
        (local.set $a
          (i16x8.shr_u
            (i16x8.add (local.get $half)
              (i16x8.add
                (i16x8.extmul_low_i8x16_u (local.get $a) (local.get $b))
                (i16x8.extmul_high_i8x16_u (local.get $a) (local.get $b))))
            (i32.const 7)))
        (v128.store64_lane 0 (local.get $at) (i8x16.narrow_i16x8_u (local.get $a) (local.get $a)))
        (local.set $entry (i32.add (local.get $entry) (i32.const 64)))
        (br_if $squeeze (i32.lt_u (local.tee $at (i32.add (local.get $at) (i32.const 8))) (local.get $end))))
      (local.set $centre (i32.add (local.get $centre) (local.get $step)))
      (local.set $target (i32.add (local.get $target) (local.get $targetStride)))
      (br_if $rows (i32.lt_u (local.tee $y (i32.add (local.get $y) (i32.const 1))) (local.get $targetHeight))))))
