//! Words about photographs: what is the matter, and what to do.

use crate::photo::{Flaw, Unusable};

/// What is said under a picture where the browser cannot look at it.
pub const PHOTO_NOT_LOOKED_AT: &str = "这个浏览器看不了照片清不清楚。请您自己看看，字能不能看清";

/// What is said under a picture that could be better.
pub fn photo_flaw(flaw: Flaw) -> &'static str {
    match flaw {
        Flaw::TooSmall => "这张照片太小，放大看不清字。请用手机直接拍一张，不要用缩小过的图",
        Flaw::TooDark => "这张照片太暗。请开灯，或打开手机的闪光灯，再拍一张",
        Flaw::Glare => "这张照片反光，中间发白看不清。请换个角度，避开灯和太阳，再拍一张",
        Flaw::Blurred => "这张照片不清楚。请离近一点，拿稳手机，对准了再拍一张",
    }
}

/// What is said about a file that is no use as a picture.
pub fn photo_unusable(why: Unusable) -> &'static str {
    match why {
        Unusable::NotAPicture => "这个文件不是照片。请拍一张，或者选 JPG、PNG 图片",
        Unusable::Heic => "这是苹果手机的 HEIC 照片，这里打不开。请直接拍一张，或者存成 JPG 再选",
        Unusable::Damaged => "这张照片打不开，可能没有存完整。请重新拍一张，或者换一张",
        Unusable::TooLarge => "这张照片像素太高，打不开。请把相机的像素调小，再拍一张",
    }
}
