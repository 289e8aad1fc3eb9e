//! The numbers of parameters for which there is code.

/// Has another macro write its code for each of them. Of a parameter: its kind, its name, how it is shown, its
/// predicate, its own lifetime, its place.
macro_rules! for_each_arity {
    ($write:ident) => {
        $write! { #[doc(hidden)] n0 }
        $write! { #[doc(hidden)] n1, A0 a0 d0 P0 'b0 0 }
        $write! { n2, A0 a0 d0 P0 'b0 0, A1 a1 d1 P1 'b1 1 }
        $write! { #[doc(hidden)] n3, A0 a0 d0 P0 'b0 0, A1 a1 d1 P1 'b1 1, A2 a2 d2 P2 'b2 2 }
        $write! { #[doc(hidden)] n4, A0 a0 d0 P0 'b0 0, A1 a1 d1 P1 'b1 1, A2 a2 d2 P2 'b2 2, A3 a3 d3 P3 'b3 3 }
        $write! { #[doc(hidden)] n5, A0 a0 d0 P0 'b0 0, A1 a1 d1 P1 'b1 1, A2 a2 d2 P2 'b2 2, A3 a3 d3 P3 'b3 3, A4 a4 d4 P4 'b4 4 }
        $write! { #[doc(hidden)] n6, A0 a0 d0 P0 'b0 0, A1 a1 d1 P1 'b1 1, A2 a2 d2 P2 'b2 2, A3 a3 d3 P3 'b3 3, A4 a4 d4 P4 'b4 4, A5 a5 d5 P5 'b5 5 }
        $write! { #[doc(hidden)] n7, A0 a0 d0 P0 'b0 0, A1 a1 d1 P1 'b1 1, A2 a2 d2 P2 'b2 2, A3 a3 d3 P3 'b3 3, A4 a4 d4 P4 'b4 4, A5 a5 d5 P5 'b5 5, A6 a6 d6 P6 'b6 6 }
        $write! { #[doc(hidden)] n8, A0 a0 d0 P0 'b0 0, A1 a1 d1 P1 'b1 1, A2 a2 d2 P2 'b2 2, A3 a3 d3 P3 'b3 3, A4 a4 d4 P4 'b4 4, A5 a5 d5 P5 'b5 5, A6 a6 d6 P6 'b6 6, A7 a7 d7 P7 'b7 7 }
        $write! { #[doc(hidden)] n9, A0 a0 d0 P0 'b0 0, A1 a1 d1 P1 'b1 1, A2 a2 d2 P2 'b2 2, A3 a3 d3 P3 'b3 3, A4 a4 d4 P4 'b4 4, A5 a5 d5 P5 'b5 5, A6 a6 d6 P6 'b6 6, A7 a7 d7 P7 'b7 7, A8 a8 d8 P8 'b8 8 }
        $write! { #[doc(hidden)] n10, A0 a0 d0 P0 'b0 0, A1 a1 d1 P1 'b1 1, A2 a2 d2 P2 'b2 2, A3 a3 d3 P3 'b3 3, A4 a4 d4 P4 'b4 4, A5 a5 d5 P5 'b5 5, A6 a6 d6 P6 'b6 6, A7 a7 d7 P7 'b7 7, A8 a8 d8 P8 'b8 8, A9 a9 d9 P9 'b9 9 }
        $write! { #[doc(hidden)] n11, A0 a0 d0 P0 'b0 0, A1 a1 d1 P1 'b1 1, A2 a2 d2 P2 'b2 2, A3 a3 d3 P3 'b3 3, A4 a4 d4 P4 'b4 4, A5 a5 d5 P5 'b5 5, A6 a6 d6 P6 'b6 6, A7 a7 d7 P7 'b7 7, A8 a8 d8 P8 'b8 8, A9 a9 d9 P9 'b9 9, A10 a10 d10 P10 'b10 10 }
        $write! { #[doc(hidden)] n12, A0 a0 d0 P0 'b0 0, A1 a1 d1 P1 'b1 1, A2 a2 d2 P2 'b2 2, A3 a3 d3 P3 'b3 3, A4 a4 d4 P4 'b4 4, A5 a5 d5 P5 'b5 5, A6 a6 d6 P6 'b6 6, A7 a7 d7 P7 'b7 7, A8 a8 d8 P8 'b8 8, A9 a9 d9 P9 'b9 9, A10 a10 d10 P10 'b10 10, A11 a11 d11 P11 'b11 11 }
        $write! { #[doc(hidden)] n13, A0 a0 d0 P0 'b0 0, A1 a1 d1 P1 'b1 1, A2 a2 d2 P2 'b2 2, A3 a3 d3 P3 'b3 3, A4 a4 d4 P4 'b4 4, A5 a5 d5 P5 'b5 5, A6 a6 d6 P6 'b6 6, A7 a7 d7 P7 'b7 7, A8 a8 d8 P8 'b8 8, A9 a9 d9 P9 'b9 9, A10 a10 d10 P10 'b10 10, A11 a11 d11 P11 'b11 11, A12 a12 d12 P12 'b12 12 }
        $write! { #[doc(hidden)] n14, A0 a0 d0 P0 'b0 0, A1 a1 d1 P1 'b1 1, A2 a2 d2 P2 'b2 2, A3 a3 d3 P3 'b3 3, A4 a4 d4 P4 'b4 4, A5 a5 d5 P5 'b5 5, A6 a6 d6 P6 'b6 6, A7 a7 d7 P7 'b7 7, A8 a8 d8 P8 'b8 8, A9 a9 d9 P9 'b9 9, A10 a10 d10 P10 'b10 10, A11 a11 d11 P11 'b11 11, A12 a12 d12 P12 'b12 12, A13 a13 d13 P13 'b13 13 }
        $write! { #[doc(hidden)] n15, A0 a0 d0 P0 'b0 0, A1 a1 d1 P1 'b1 1, A2 a2 d2 P2 'b2 2, A3 a3 d3 P3 'b3 3, A4 a4 d4 P4 'b4 4, A5 a5 d5 P5 'b5 5, A6 a6 d6 P6 'b6 6, A7 a7 d7 P7 'b7 7, A8 a8 d8 P8 'b8 8, A9 a9 d9 P9 'b9 9, A10 a10 d10 P10 'b10 10, A11 a11 d11 P11 'b11 11, A12 a12 d12 P12 'b12 12, A13 a13 d13 P13 'b13 13, A14 a14 d14 P14 'b14 14 }
        $write! { #[doc(hidden)] n16, A0 a0 d0 P0 'b0 0, A1 a1 d1 P1 'b1 1, A2 a2 d2 P2 'b2 2, A3 a3 d3 P3 'b3 3, A4 a4 d4 P4 'b4 4, A5 a5 d5 P5 'b5 5, A6 a6 d6 P6 'b6 6, A7 a7 d7 P7 'b7 7, A8 a8 d8 P8 'b8 8, A9 a9 d9 P9 'b9 9, A10 a10 d10 P10 'b10 10, A11 a11 d11 P11 'b11 11, A12 a12 d12 P12 'b12 12, A13 a13 d13 P13 'b13 13, A14 a14 d14 P14 'b14 14, A15 a15 d15 P15 'b15 15 }
    };
}
pub(crate) use for_each_arity;
