{{ config.extra.practice_script("more") }}
