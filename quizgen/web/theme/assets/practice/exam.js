{{ config.extra.practice_script("exam") }}
