package io.github.stackgan.core.weights;

import com.google.common.io.BaseEncoding;
import io.github.stackgan.checks.Quoted;
import io.github.stackgan.formats.MalformedFileException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The checksum of a safetensors file, the first entry of its metadata: {@code "checksum": "sha256:"} and the 64
 * hexadecimal digits of SHA-256 over the whole file, header and numbers, with these digits as zeros. So every byte of
 * the file is under it. Files of other programs have none.
 */
public final class Checksum {
    /** Its name in the metadata. */
    public static final String KEY = "checksum";

    private static final String KIND = "sha256:";
    private static final int DIGITS = 64;

    /** What stands in a header until the checksum is known. */
    public static final String BLANK = KIND + "0".repeat(DIGITS);

    private static final Pattern FORM = Pattern.compile(KIND + "[0-9a-f]{" + DIGITS + "}");

    private final MessageDigest digest;

    private Checksum(MessageDigest digest) {
        this.digest = digest;
    }

    /** A checksum that has seen the file up to its first number; the digits in it become zeros. */
    public static Checksum begin(ByteBuffer start, String value) throws MalformedFileException {
        int place = place(start, value);
        for (int i = 0; i < DIGITS; i++) {
            start.put(place + i, (byte) '0');
        }
        Checksum checksum = new Checksum(sha256());
        checksum.add(start);
        return checksum;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java machine has SHA-256", e);
        }
    }

    private static int place(ByteBuffer start, String value) throws MalformedFileException {
        String text = StandardCharsets.ISO_8859_1.decode(start.duplicate()).toString();
        int place = text.indexOf(value);
        if (place < 0) {
            throw new MalformedFileException("its checksum is not spelt out in its header");
        }
        return place + KIND.length();
    }

    /** Takes the bytes that follow. */
    public void add(ByteBuffer bytes) {
        digest.update(bytes.duplicate());
    }

    /** The value for the metadata; nothing can be added after it. */
    public String value() {
        return KIND + BaseEncoding.base16().lowerCase().encode(digest.digest());
    }

    /** Puts a value into a header that was written with {@link #BLANK}. */
    public static void put(ByteBuffer start, String value) throws MalformedFileException {
        int place = place(start, BLANK);
        for (int i = 0; i < DIGITS; i++) {
            start.put(place + i, (byte) value.charAt(KIND.length() + i));
        }
    }

    /**
     * Takes the checksum out of a header's metadata.
     *
     * @throws MalformedFileException if there is one that makes no sense, or one under a damaged name
     */
    public static Optional<String> take(Map<String, String> metadata) throws MalformedFileException {
        String value = metadata.remove(KEY);
        if (value != null && !FORM.matcher(value).matches()) {
            throw new MalformedFileException("its checksum " + Quoted.of(value) + " is not " + KIND + " and " + DIGITS
                    + " digits, so it is damaged, or a newer version of StackGAN for Java wrote it");
        }
        for (Map.Entry<String, String> entry : metadata.entrySet()) {
            if (FORM.matcher(entry.getValue()).matches()) {
                throw new MalformedFileException("its metadata " + Quoted.of(entry.getKey())
                        + " is a checksum under another name, so it" + " is damaged");
            }
        }
        return Optional.ofNullable(value);
    }
}
