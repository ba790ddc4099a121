{{ config.extra.practice_script() }}
