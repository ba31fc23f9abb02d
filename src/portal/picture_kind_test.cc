#include "portal/picture_kind.h"

#include <gtest/gtest.h>

namespace jeton::portal {
namespace {

TEST(PictureKind, APictureBeginsAsItsNameSays) {
  EXPECT_TRUE(begins_as_picture("a.png", "\x89PNG\r\n\x1A\nrest"));
  EXPECT_TRUE(begins_as_picture("a.JPG", "\xFF\xD8\xFF\xE0"));
  EXPECT_TRUE(begins_as_picture("a.gif", "GIF89a"));
  EXPECT_TRUE(begins_as_picture("a.webp", "RIFF....WEBPVP8"));
  EXPECT_TRUE(begins_as_picture("a.avif", "....ftypavif"));
  EXPECT_TRUE(begins_as_picture("a.svg", "\n<?xml version=\"1.0\"?>"));
  EXPECT_TRUE(begins_as_picture("a.svg", "\xEF\xBB\xBF<svg>"));
  EXPECT_TRUE(begins_as_picture("a.svg", "<!-- made by --><svg>"));
  EXPECT_FALSE(begins_as_picture("a.svg", "<!DOCTYPE html><svg>"));
  EXPECT_FALSE(begins_as_picture("a.svg", "<!-- --><html>"));
  EXPECT_FALSE(begins_as_picture("a.png", "<!DOCTYPE html>"));
  EXPECT_FALSE(begins_as_picture("a.png", "GIF89a"));
  EXPECT_FALSE(begins_as_picture("a.webp", "RIFF"));
  EXPECT_FALSE(begins_as_picture("a.png", ""));
  EXPECT_FALSE(begins_as_picture("a.txt", "text"));
}

TEST(PictureKind, AreKnownByTheEndOfTheName) {
  EXPECT_TRUE(is_picture_name("a.svg"));
  EXPECT_TRUE(is_picture_name("a.PNG"));
  EXPECT_FALSE(is_picture_name("a.json"));
  EXPECT_FALSE(is_picture_name("png"));
}

TEST(PictureKind, WhatABrowserWouldRunHasNoTypeOfItsOwn) {
  EXPECT_EQ(media_type_of("a.html"), "application/octet-stream");
  EXPECT_EQ(media_type_of("a.js"), "application/octet-stream");
  EXPECT_EQ(media_type_of("a.PNG"), "image/png");
  EXPECT_EQ(media_type_of("png"), "application/octet-stream");
}

}  // namespace
}  // namespace jeton::portal
